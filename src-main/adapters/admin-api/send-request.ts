import type { LookupFunction, Socket } from 'node:net';
import type { buildConnector, Dispatcher } from 'undici';
import type { CancelSignal } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';
import { markStage } from '../mark-stage.js';
import { failureOfError } from './failure-of-error.js';
import { readBody } from './read-body.js';

/** Limits of one request (faults S18). */
const CONNECT_MS = 10_000;
const HEADERS_MS = 15_000;
const IDLE_BODY_MS = 15_000;
const WHOLE_REQUEST_MS = 60_000;
const MAX_HEADER_BYTES = 32 * 1024;
/** Node's 250 ms give a good but slow address up too early; two of these fit into connecting. */
const ADDRESS_ATTEMPT_MS = 2_000;

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
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleBodyMs: number;
  readonly wholeRequestMs: number;
}

/** A way through a proxy: TLS to the API runs on top, so the proxy never sees the key. */
export interface Tunnel {
  open(target: string): Promise<Socket>;
  close(): void;
}

export interface RequestSenderOptions extends Partial<RequestLimits> {
  /** The tunnel that an address needs, null for a direct connection. */
  readonly findTunnel?: (url: URL) => Promise<Result<Tunnel | null>>;
  /** Told the `date` header of answers that the API itself gave: they have an id. */
  readonly onAnswerDate?: (date: string, askedAt: Instant, answeredAt: Instant) => void;
  /** This computer's own clock. */
  readonly now?: () => Instant;
  /** Certificate authorities in place of the built-in ones. */
  readonly trusted?: readonly string[] | null;
  /** Names to addresses, in place of the system's. */
  readonly lookup?: LookupFunction;
}

type Undici = typeof import('undici');

/** One HTTPS request with every wait bounded. Redirects are answers, never followed (S14). */
export function createRequestSender(options: RequestSenderOptions = {}): RequestSender {
  const { findTunnel, onAnswerDate, now = Date.now } = options;
  const wholeRequestMs = options.wholeRequestMs ?? WHOLE_REQUEST_MS;
  let line: { readonly tunnel: Tunnel | null; readonly dispatcher: Dispatcher } | null = null;

  /** Connections are kept as long as the way there stays the same. */
  const lineThrough = (undici: Undici, tunnel: Tunnel | null) => {
    if (line?.tunnel !== tunnel) hangUp();
    line ??= { tunnel, dispatcher: createDispatcher(undici, tunnel, options) };
    return line.dispatcher;
  };

  const hangUp = () => {
    const ended = line;
    line = null;
    ended?.tunnel?.close();
    return ended?.dispatcher.destroy();
  };

  return {
    async send(url, headers, cancel) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(new Error('whole request')), wholeRequestMs);
      const onCancel = () => abort.abort(new Error('cancelled'));
      if (cancel.aborted) onCancel();
      cancel.addEventListener('abort', onCancel);
      let requestId: string | undefined;
      const fail = (failure: Failure) =>
        // Only failures of answers come here, and each of their kinds may carry an id.
        failed(requestId ? ({ ...failure, requestId } as Failure) : failure);
      try {
        const tunnel = findTunnel ? await unlessAborted(findTunnel(url), abort.signal) : ok(null);
        if (!tunnel.ok) return tunnel;
        // Loaded with the first request: start-up and reading commands do without.
        const undici = await import('undici');
        const askedAt = now();
        const asking = undici.request(url, {
          method: 'GET',
          headers: { ...headers, 'accept-encoding': 'identity' },
          dispatcher: lineThrough(undici, tunnel.value),
          signal: abort.signal,
        });
        // Undici itself heeds the signal only once it is connected.
        const response = await unlessAborted(asking, abort.signal);
        const answered = flatten(response.headers);
        requestId = answered['request-id'];
        // A sign-in page of a network, or a copy kept on the way, must not set our clock.
        if (answered.date && requestId && !answered.age) {
          onAnswerDate?.(answered.date, askedAt, now());
        }
        const body = await readBody(response);
        if (!body.ok) return fail(body.failure);
        markStage('answer:read');
        return ok({ status: response.statusCode, headers: answered, body: body.value });
      } catch (error) {
        return cancel.aborted
          ? failed({ kind: 'cancelled' })
          : fail(failureOfError(error, abort.signal.aborted));
      } finally {
        clearTimeout(timer);
        cancel.removeEventListener('abort', onCancel);
      }
    },
    async close() {
      await hangUp();
    },
  };
}

function createDispatcher(undici: Undici, tunnel: Tunnel | null, options: RequestSenderOptions) {
  const { trusted, lookup } = options;
  const direct = undici.buildConnector({
    timeout: options.connectMs ?? CONNECT_MS,
    // Whatever the environment says (S20).
    rejectUnauthorized: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
    ...(trusted ? { ca: [...trusted] } : {}),
    ...(lookup ? { lookup } : {}),
  });
  return new undici.Agent({
    connect: tunnel ? connectThrough(tunnel, direct) : direct,
    headersTimeout: options.headersMs ?? HEADERS_MS,
    bodyTimeout: options.idleBodyMs ?? IDLE_BODY_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    connections: 1,
    pipelining: 1,
    keepAliveTimeout: 4_000,
  });
}

const connectThrough =
  (tunnel: Tunnel, direct: buildConnector.connector): buildConnector.connector =>
  (target, callback) => {
    const host = target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname;
    tunnel.open(`${host}:${target.port || 443}`).then(
      (socket) => direct({ ...target, httpSocket: socket }, callback),
      (error) => callback(error, null),
    );
  };

const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject);
  });

const flatten = (headers: Dispatcher.ResponseData['headers']) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]),
  );
