import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../../src-main/demo/loopback-server.js';

export interface Refusal {
  readonly status: number;
  readonly body: unknown;
}

export interface FrontOptions {
  /** Changes the question, or answers it in the API's place. */
  readonly ask?: (asked: URL) => Refusal | undefined;
  /** Changes the text of an answer. */
  readonly answer?: (text: string) => string;
  /** Answers never come. */
  readonly isStalled?: () => boolean;
}

export interface Front {
  readonly url: string;
  /** Nobody answers at this address any more, until it is plugged in again. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

/** Stands before an API, which it leaves as it is but for what the test changes on the way. */
export async function startFront(
  api: { readonly url: string },
  { ask, answer, isStalled }: FrontOptions = {},
): Promise<Front> {
  const server = createServer(async (incoming, outgoing) => {
    const asked = new URL(incoming.url ?? '/', api.url);
    if (isStalled?.()) return;
    const refusal = ask?.(asked);
    if (refusal) {
      outgoing.writeHead(refusal.status, {
        'content-type': 'application/json',
        'request-id': 'req_front',
      });
      outgoing.end(JSON.stringify(refusal.body));
      return;
    }
    const headers = new Headers({ host: asked.host });
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (name !== 'host') headers.set(name, String(value));
    }
    const response = await fetch(asked, { headers });
    const text = await response.text();
    const kept = [...response.headers].filter(
      ([name]) => !/^(content-length|connection|keep-alive|transfer-encoding)$/.test(name),
    );
    outgoing.writeHead(response.status, Object.fromEntries(kept));
    outgoing.end(answer ? answer(text) : text);
  });
  let front = await listenOnLoopback(server, 0);
  const { url } = front;
  let isListening = true;
  const unplug = async () => {
    if (isListening) await front.stop();
    isListening = false;
  };
  onTestFinished(unplug);
  return {
    url,
    unplug,
    async plug() {
      front = await listenOnLoopback(server, Number(new URL(url).port));
      isListening = true;
    },
  };
}

/** Pages of so many buckets or rows, whatever was asked for. */
export const withPagesOf = (count: number): FrontOptions => ({
  ask(asked) {
    if (asked.searchParams.has('limit')) asked.searchParams.set('limit', String(count));
    return undefined;
  },
});
