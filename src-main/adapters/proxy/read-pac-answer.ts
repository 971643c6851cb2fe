import { parseProxy } from './parse-proxy.js';
import type { ProxyRule } from './proxy-rule.js';

const SOURCE = 'the system proxy';
const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };

/** "PROXY host:port; SOCKS5 host:port; DIRECT": the first entry decides. */
export function readPacAnswer(answer: string): ProxyRule {
  const [kind = '', address = ''] = (answer.split(';')[0] ?? '').trim().split(/\s+/);
  if (kind.toUpperCase() === 'DIRECT') return { kind: 'direct' };
  // Nothing at all: a proxy script is mandatory here and could not be run.
  if (!kind) return { kind: 'unusable', detail: `${SOURCE} could not be found out` };
  const scheme = SCHEMES[kind.toUpperCase()] ?? kind.toLowerCase();
  return parseProxy(`${scheme}://${address}`, SOURCE);
}
