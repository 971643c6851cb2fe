import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readTrustedCertificates } from '../../src-main/adapters/trusted-certificates.js';
import { cleanUpAfter, temporaryFolder } from '../cli/run-tidemark.js';
import { createAuthority } from '../fakes/certificates.js';
import { createSender } from './support/create-sender.js';
import { AUTHORITY, HOST, serve, serveTls } from './support/tls-host.js';

cleanUpAfter('each');

describe('M7: a certificate that is not trusted', () => {
  const stranger = createAuthority('Inspecting proxy');
  const day = 86_400_000;
  test.each([
    ['of an unknown authority', stranger.issue([HOST]), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [
      'that has expired',
      AUTHORITY.issue([HOST], { from: Date.now() - 2 * day, to: Date.now() - day }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'that is not valid yet',
      AUTHORITY.issue([HOST], { from: Date.now() + day, to: Date.now() + 2 * day }),
      'CERT_NOT_YET_VALID',
    ],
    ['of another host', AUTHORITY.issue(['other.test']), 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('M7: one %s is refused, and the key is not sent', async (_, certificate, detail) => {
    let asked = 0;
    const port = await serveTls(certificate, (_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const send = createSender();
    expect(await send(`https://${HOST}:${port}`)).toEqual({
      ok: false,
      failure: { kind: 'certificate-untrusted', detail },
    });
    expect(asked).toBe(0);
  });

  test('M7: a self-signed one is refused although the environment asks to take anything', async () => {
    const port = await serveTls();
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    onTestFinished(() => {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    });
    const send = createSender({ trusted: null });
    expect(await send(`https://${HOST}:${port}`)).toMatchObject({
      failure: { kind: 'certificate-untrusted' },
    });
  });

  test('M7: the company’s authority is read from the file that NODE_EXTRA_CA_CERTS names', async () => {
    const file = join(temporaryFolder(), 'company.pem');
    writeFileSync(file, stranger.cert);
    const port = await serveTls(stranger.issue([HOST]));
    const trusted = readTrustedCertificates({ NODE_EXTRA_CA_CERTS: file });
    expect(trusted?.length).toBeGreaterThan(100);
    expect(await createSender({ trusted })(`https://${HOST}:${port}`)).toMatchObject({ ok: true });
  });

  test('M7: without such a file, or with another one, the built-in authorities stay', () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'no certificate');
    for (const named of ['', file, join(file, 'missing')]) {
      expect(readTrustedCertificates({ NODE_EXTRA_CA_CERTS: named })).toBeNull();
    }
  });

  test('M7: something that does not speak TLS is not the API', async () => {
    const port = await serve();
    expect(await createSender()(`https://${HOST}:${port}`)).toMatchObject({
      failure: { kind: 'not-the-api' },
    });
  });
});
