import type { AdminKey, CancelSignal, Log } from '../../core/ports.js';
import { failed, type Result } from '../../shared/result.js';
import type { Endpoint, Query } from './endpoint.js';
import { failureOfAnswer, retryAdvice } from './failure-of-answer.js';
import { parseBody } from './parse-body.js';
import { type RetryOptions, waitFor, withRetries } from './retry.js';
import { createRequestSender, type RequestSender } from './send-request.js';
import { createUnhintedWait } from './unhinted-wait.js';
import { createUnknownWatch } from './watch-unknown.js';

export interface AskOptions {
  readonly baseUrl: string;
  readonly version: string;
  /** Told to the API, as it asks of integrations. */
  readonly homepage: string;
  readonly log: Log;
  readonly retry?: Partial<RetryOptions>;
  readonly sender?: RequestSender;
}

export interface EndpointAsker {
  /** `read` takes from a checked body what is wanted, or refuses what does not fit together. */
  ask<Body, Read>(
    key: AdminKey,
    endpoint: Endpoint<Body>,
    query: Query,
    cancel: CancelSignal,
    read: (body: Body) => Result<Read>,
  ): Promise<Result<Read>>;
  close(): Promise<void>;
}

/** One question at a time, repeated where that helps; its answer is checked whole. */
export function createEndpointAsker(options: AskOptions): EndpointAsker {
  const sender = options.sender ?? createRequestSender();
  const retry: RetryOptions = {
    now: Date.now,
    random: Math.random,
    wait: waitFor,
    ...options.retry,
  };
  const unhintedWait = createUnhintedWait(retry.random);
  const watchUnknown = createUnknownWatch(options.log, retry.now);
  let queue: Promise<unknown> = Promise.resolve();

  /** The next request starts when the one before has ended. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => null);
    return turn;
  };

  return {
    async ask(key, { path, version, beta, schema }, query, cancel, read) {
      const url = new URL(`/v1/organizations${path}`, options.baseUrl);
      for (const [name, value] of query) url.searchParams.append(name, value);
      const headers: Record<string, string> = {
        'x-api-key': key,
        'anthropic-version': version,
        'user-agent': `Tidemark/${options.version} (${options.homepage})`,
        accept: 'application/json',
      };
      if (beta) headers['anthropic-beta'] = beta;

      let requestId: string | undefined;
      const body = await inTurn(() =>
        withRetries(
          async () => {
            const answer = await sender.send(url, headers, cancel);
            requestId = answer.ok ? answer.value.headers['request-id'] : undefined;
            if (!answer.ok) return answer;
            if (answer.value.status !== 200) {
              const failure = failureOfAnswer(answer.value, retry.now(), unhintedWait.next);
              return { ...failed(failure), ...retryAdvice(answer.value, retry.now()) };
            }
            unhintedWait.reset();
            return parseBody(answer.value.body, schema, (json) => watchUnknown(path, schema, json));
          },
          cancel,
          retry,
        ),
      );
      const result = body.ok ? read(body.value) : body;
      if (result.ok || result.failure.kind === 'cancelled') return result;
      const failure = requestId ? { requestId, ...result.failure } : result.failure;
      options.log.warn('admin-api', { path, ...failure });
      return failed(failure);
    },
    close: () => sender.close(),
  };
}
