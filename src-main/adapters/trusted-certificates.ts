import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/**
 * The usual authorities and those of the file that NODE_EXTRA_CA_CERTS names; null without one.
 * A packaged Electron app leaves that variable unread, so it is read here (M7).
 */
export function readTrustedCertificates(env: NodeJS.ProcessEnv): readonly string[] | null {
  const path = env.NODE_EXTRA_CA_CERTS;
  if (!path) return null;
  try {
    const extra = readFileSync(path, 'utf8');
    return extra.includes('-----BEGIN CERTIFICATE-----') ? [...rootCertificates, extra] : null;
  } catch {
    // The connection is then refused as untrusted, and says so.
    return null;
  }
}
