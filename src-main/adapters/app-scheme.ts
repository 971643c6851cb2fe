import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { protocol, type Session } from 'electron';

export const APP_ORIGIN = 'app://tidemark';
const SCHEME = 'app';

/** No page may load, run or send anything that is not in this package (S3). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false } },
  ]);
}

/** Serves the packaged pages from one folder, by an allow-list of types, and nothing above it. */
export function serveAppScheme(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const path = fileFor(request.url, folder);
    const type = path && TYPES[extname(path)];
    if (!path || !type) return refuse(404);
    try {
      return new Response(new Uint8Array(await readFile(path)), {
        headers: {
          'content-type': type,
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-cache',
        },
      });
    } catch {
      return refuse(404);
    }
  });
}

const refuse = (status: number) =>
  new Response('', { status, headers: { 'content-security-policy': CONTENT_SECURITY_POLICY } });

/** Null for another host, an encoded separator or a path that leaves the folder (S2). */
function fileFor(url: string, folder: string): string | null {
  const { origin, protocol: scheme, host, pathname } = new URL(url);
  // Node calls the origin of an own scheme opaque; Chromium does not.
  if (
    scheme !== `${SCHEME}:` ||
    host !== 'tidemark' ||
    (origin !== 'null' && origin !== APP_ORIGIN)
  ) {
    return null;
  }
  if (/%2f|%5c|%00|\\/i.test(pathname)) return null;
  const root = normalize(`${folder}/`);
  const path = normalize(join(root, pathname === '/' ? 'index.html' : decode(pathname)));
  return path.startsWith(root) && path !== root ? path : null;
}

/** What is not valid UTF-8 names no file of ours. */
function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
