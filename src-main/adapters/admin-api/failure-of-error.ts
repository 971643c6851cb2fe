import { errorCode } from '../../shared/error-code.js';
import type { Failure } from '../../shared/failure.js';

/** Node's and undici's error codes -> our kinds. Happy-eyeballs failures carry theirs inside. */
export function failureOfError(error: unknown, isOutOfTime: boolean): Failure {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const cause = inner instanceof Error && inner.cause ? inner.cause : inner;
  const code = errorCode(inner) ?? errorCode(cause) ?? '';
  const detail = code || (inner instanceof Error ? inner.name : 'unknown error');
  if (code === 'PROXY_TROUBLE') return { kind: 'proxy-trouble', detail: messageOf(inner) };
  if (code === 'PROXY_CERTIFICATE')
    return { kind: 'certificate-untrusted', detail: messageOf(inner) };
  // Nobody was reached at all: a cable, not a slow service.
  if (CONNECT_TIMEOUTS.has(code)) return { kind: 'offline', detail };
  if (isOutOfTime || code.includes('TIMEOUT')) return { kind: 'timed-out', detail };
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|INVALID_CA|INVALID_PURPOSE|ERR_TLS/.test(code)) {
    return { kind: 'certificate-untrusted', detail };
  }
  // Something that speaks neither TLS nor HTTP, as sign-in pages of networks do.
  if (/^(HPE_|ERR_SSL_|EPROTO$)/.test(code)) return { kind: 'not-the-api', detail };
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'too-large', detail };
  return { kind: 'offline', detail };
}

const CONNECT_TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
