import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { CancelSignal } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';

/** Limits of one request (faults S18). */
const CONNECT_MS = 10_000;
const HEADERS_MS = 15_000;
const IDLE_BODY_MS = 15_000;
const WHOLE_REQUEST_MS = 60_000;
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_HEADER_BYTES = 32 * 1024;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface RequestSender {
  send(url: URL, headers: Record<string, string>, cancel: CancelSignal): Promise<Result<Answer>>;
  close(): Promise<void>;
}

export interface RequestLimits {
  readonly headersMs: number;
  readonly idleBodyMs: number;
  readonly wholeRequestMs: number;
}

/** One HTTPS request with every wait bounded. Redirects are answers, never followed (S14). */
export function createRequestSender(limits: Partial<RequestLimits> = {}): RequestSender {
  let dispatcher: Dispatcher | null = null;
  /** Loaded with the first request: start-up and reading commands do without. */
  const load = async () => {
    const { Agent, request } = await import('undici');
    dispatcher ??= new Agent({
      connect: { timeout: CONNECT_MS },
      headersTimeout: limits.headersMs ?? HEADERS_MS,
      bodyTimeout: limits.idleBodyMs ?? IDLE_BODY_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      connections: 1,
      pipelining: 1,
      keepAliveTimeout: 4_000,
    });
    return { dispatcher, request };
  };
  const wholeRequestMs = limits.wholeRequestMs ?? WHOLE_REQUEST_MS;

  return {
    async send(url, headers, cancel) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(new Error('whole request')), wholeRequestMs);
      const onCancel = () => abort.abort(new Error('cancelled'));
      if (cancel.aborted) onCancel();
      cancel.addEventListener('abort', onCancel);
      try {
        const { dispatcher, request } = await load();
        const response = await request(url, {
          method: 'GET',
          headers: { ...headers, 'accept-encoding': 'identity' },
          dispatcher,
          signal: abort.signal,
        });
        const body = await readBody(response);
        if (!body.ok) return body;
        return ok({
          status: response.statusCode,
          headers: flatten(response.headers),
          body: body.value,
        });
      } catch (error) {
        return failed(cancel.aborted ? { kind: 'cancelled' } : failureOfError(error, abort.signal));
      } finally {
        clearTimeout(timer);
        cancel.removeEventListener('abort', onCancel);
      }
    },
    close: async () => dispatcher?.destroy(),
  };
}

async function readBody(response: Dispatcher.ResponseData): Promise<Result<Buffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      response.body.destroy();
      return failed({ kind: 'too-large', detail: `more than ${MAX_BODY_BYTES} bytes` });
    }
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks), String(response.headers['content-encoding'] ?? 'identity'));
}

/** We ask for identity; a server that compresses all the same is bounded on the way out. */
function decode(body: Buffer, encoding: string): Result<Buffer> {
  const decoders: Readonly<Record<string, typeof gunzipSync>> = {
    gzip: gunzipSync,
    deflate: inflateSync,
    br: brotliDecompressSync,
  };
  const decoder = decoders[encoding];
  if (!decoder || body.length === 0) return ok(body);
  try {
    return ok(decoder(body, { maxOutputLength: MAX_BODY_BYTES }));
  } catch (error) {
    const isTooLarge = codeOf(error) === 'ERR_BUFFER_TOO_LARGE';
    return failed({
      kind: isTooLarge ? 'too-large' : 'unexpected-response',
      detail: `${encoding} body could not be read`,
    });
  }
}

const flatten = (headers: Dispatcher.ResponseData['headers']) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]),
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const OFFLINE_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

/** Node's and undici's error codes -> our kinds. Happy-eyeballs failures carry theirs inside. */
function failureOfError(error: unknown, signal: AbortSignal): Failure {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const cause = inner instanceof Error && inner.cause ? inner.cause : inner;
  const code = codeOf(inner) || codeOf(cause);
  const detail = code || (inner instanceof Error ? inner.name : 'unknown error');
  if (signal.aborted || code.includes('TIMEOUT') || code === 'ETIMEDOUT') {
    return { kind: 'timed-out', detail };
  }
  if (OFFLINE_CODES.has(code)) return { kind: 'offline', detail };
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
    return { kind: 'certificate-untrusted', detail };
  }
  if (code.startsWith('HPE_')) return { kind: 'not-the-api', detail };
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'too-large', detail };
  return { kind: 'offline', detail };
}
