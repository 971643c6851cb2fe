/** How one address is reached. An unusable rule is told, never replaced by a direct connection. */
export type ProxyRule =
  | { readonly kind: 'direct' }
  /** An http or https proxy; the URL may hold a user and a password. */
  | { readonly kind: 'http'; readonly url: URL }
  | { readonly kind: 'unusable'; readonly detail: string };

export type ProxyFinder = (url: URL) => Promise<ProxyRule>;

/** A proxy as it may be shown and logged: without user and password. */
export const nameOfProxy = ({ protocol, host }: URL) => `${protocol}//${host}`;
