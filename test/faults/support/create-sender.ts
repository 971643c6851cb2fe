import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import {
  createRequestSender,
  type RequestSenderOptions,
} from '../../../src-main/adapters/admin-api/send-request.js';
import { ADMIN_KEY } from '../../cli/run-tidemark.js';
import { AUTHORITY, HOST } from './tls-host.js';

const never = () => new AbortController().signal;

/** Every name leads to this machine alone. */
export const lookupAs =
  (...addresses: readonly { address: string; family: number }[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
const here = lookupAs({ address: '127.0.0.1', family: 4 });

export function createSender(options: RequestSenderOptions = {}) {
  const sender = createRequestSender({ lookup: here, trusted: [AUTHORITY.cert], ...options });
  onTestFinished(sender.close);
  const send = (url: string, cancel = never()) =>
    sender.send(new URL(url), { 'x-api-key': ADMIN_KEY }, cancel);
  return send;
}

export const lookupFailing =
  (code: string): LookupFunction =>
  (_host, _options, done) =>
    done(Object.assign(new Error(code), { code }), '', 0);

/** What a request that waits for its connection answers when it is stopped. */
export async function stopped(options: RequestSenderOptions) {
  const stop = new AbortController();
  const answer = createSender(options)(`https://${HOST}`, stop.signal);
  setTimeout(() => stop.abort(), 30);
  return Promise.race([answer, sleep(5_000, 'still waiting')]);
}
