import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Certificates made in the test's own memory: just enough DER for a browser's kind of check. */

const DAY_MS = 86_400_000;

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, 'hex');
const time = (at: number) => {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(text));
};
const ECDSA_SHA256 = sequence(hex('06082a8648ce3d040302'));
const nameOf = (commonName: string) =>
  sequence(der(0x31, sequence(hex('0603550403'), der(0x0c, Buffer.from(commonName)))));
const IS_AUTHORITY = sequence(hex('0603551d13'), hex('0101ff'), der(0x04, hex('30030101ff')));
const hostNames = (hosts: readonly string[]) =>
  sequence(
    hex('0603551d11'),
    der(
      0x04,
      sequence(
        ...hosts.map((host) =>
          /^[\d.]+$/.test(host)
            ? der(0x87, Buffer.from(host.split('.').map(Number)))
            : der(0x82, Buffer.from(host)),
        ),
      ),
    ),
  );

interface Content {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly extension: Buffer;
  readonly from: number;
  readonly to: number;
}

function certificate({ subject, issuer, publicKey, extension, from, to }: Content, by: KeyObject) {
  const content = sequence(
    hex('a003020102'),
    der(0x02, hex('01'), randomBytes(8)),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(time(from), time(to)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = der(0x03, hex('00'), sign('sha256', content, by));
  const base64 = sequence(content, ECDSA_SHA256, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`;
}

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** What has to be trusted. */
  readonly cert: string;
  issue(
    hosts: readonly string[],
    valid?: { readonly from?: number; readonly to?: number },
  ): Certificate;
}

export function createAuthority(name = 'Tidemark test authority'): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const cert = certificate(
    {
      subject: name,
      issuer: name,
      publicKey: own.publicKey,
      extension: IS_AUTHORITY,
      from: now - DAY_MS,
      to: now + DAY_MS,
    },
    own.privateKey,
  );
  return {
    cert,
    issue(hosts, { from = now - DAY_MS, to = now + DAY_MS } = {}) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const content = {
        subject: hosts[0] ?? 'nobody',
        issuer: name,
        publicKey,
        extension: hostNames(hosts),
        from,
        to,
      };
      return {
        cert: certificate(content, own.privateKey),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}
