import { nameOfProxy, type ProxyRule } from './proxy-rule.js';

/** `source` names where the text was found: what cannot be read may hold a password. */
export function parseProxy(text: string, source: string): ProxyRule {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const url = toUrl(hasScheme ? text : `http://${text}`);
  // A password with a slash in it would otherwise be taken, and shown, as host and port.
  if (!url?.hostname || !['', '/'].includes(url.pathname) || url.search || url.hash) {
    return { kind: 'unusable', detail: `${source} is not the address of a proxy` };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const detail = `${source} is ${nameOfProxy(url)}, only http and https proxies can be used`;
    return { kind: 'unusable', detail };
  }
  return { kind: 'http', url };
}

function toUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
