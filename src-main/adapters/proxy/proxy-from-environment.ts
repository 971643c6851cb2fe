import { matchesNoProxy } from './matches-no-proxy.js';
import { parseProxy } from './parse-proxy.js';
import type { ProxyRule } from './proxy-rule.js';

/** What the environment says about an address; null when it says nothing. */
export function proxyFromEnvironment(env: NodeJS.ProcessEnv, url: URL): ProxyRule | null {
  const exempt = env.no_proxy || env.NO_PROXY;
  if (exempt && matchesNoProxy(exempt, url)) return { kind: 'direct' };
  const scheme = url.protocol.slice(0, -1);
  const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase(), 'all_proxy', 'ALL_PROXY'];
  const name = names.find((known) => env[known]?.trim());
  return name ? parseProxy(env[name]?.trim() ?? '', name) : null;
}
