import { failed, ok, type Result } from '../../shared/result.js';
import { createTunnel, type Tunnel, type TunnelOptions } from './create-tunnel.js';
import type { ProxyFinder } from './proxy-rule.js';

/** The tunnel that an address needs; null where it is reached directly. */
export type TunnelFinder = (url: URL) => Promise<Result<Tunnel | null>>;

/** The same proxy gives the same tunnel, so that its connection can be used again. */
export function createTunnelFinder(find: ProxyFinder, options: TunnelOptions = {}): TunnelFinder {
  let known: { readonly href: string; readonly tunnel: Tunnel } | null = null;
  return async (url) => {
    const rule = await find(url);
    if (rule.kind === 'direct') return ok(null);
    if (rule.kind === 'unusable') return failed({ kind: 'proxy-trouble', detail: rule.detail });
    if (url.protocol !== 'https:') {
      // The proxy would read the key.
      return failed({ kind: 'proxy-trouble', detail: 'only https goes through a proxy' });
    }
    const { href } = rule.url;
    if (known?.href !== href) known = { href, tunnel: createTunnel(rule.url, options) };
    return ok(known.tunnel);
  };
}
