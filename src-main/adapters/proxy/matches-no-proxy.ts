const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** `NO_PROXY=example.com,.corp,*.lan,10.0.0.1:8080,[::1],*`: hosts, their subdomains, ports, all. */
export function matchesNoProxy(list: string, url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
      const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
      if (!domain || (onlyPort && onlyPort !== port)) return false;
      return host === domain || host.endsWith(`.${domain}`);
    });
}
