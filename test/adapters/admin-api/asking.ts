import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { createAdminApi } from '../../../src-main/adapters/admin-api/client.js';
import type { RetryOptions } from '../../../src-main/adapters/admin-api/retry.js';
import {
  createRequestSender,
  type RequestLimits,
} from '../../../src-main/adapters/admin-api/send-request.js';
import type { FaultName } from '../../../src-main/demo/faults.js';
import { createSimulator, type SimulatorOptions } from '../../../src-main/demo/simulator.js';

export const KEY = 'sk-ant-admin01-MARKED-FAKE-KEY-of-the-client-tests-Qz7W';
export const NOW = Date.parse('2026-11-21T20:17:05Z');
export const DAY = {
  from: Date.parse('2026-11-20T00:00:00Z'),
  to: Date.parse('2026-11-21T00:00:00Z'),
};
export const never = () => new AbortController().signal;

const open: (() => Promise<unknown>)[] = [];
export const closeLater = (close: () => Promise<unknown>) => void open.push(close);

/** Called once in a test file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
}

export interface Line {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ClientOptions extends Partial<RetryOptions> {
  readonly limits?: Partial<RequestLimits>;
}

/** A client whose waits are written down instead of waited for. */
export function createClient(baseUrl: string, options: ClientOptions = {}) {
  const { limits, ...retry } = options;
  const waits: number[] = [];
  const log: Line[] = [];
  const write = (event: string, fields: Line['fields'] = {}) => void log.push({ event, fields });
  const api = createAdminApi({
    baseUrl,
    version: '9.9.9',
    homepage: 'https://tidemark.example',
    log: { info: write, warn: write },
    retry: {
      now: () => NOW,
      random: () => 0.5,
      wait: async (ms) => void waits.push(ms),
      ...retry,
    },
    ...(limits ? { sender: createRequestSender(limits) } : {}),
  });
  closeLater(api.close);
  const priced = (more: Partial<Parameters<typeof api.fetchPricedUsage>[1]> = {}) =>
    api.fetchPricedUsage(KEY, { ...DAY, width: '1h', page: null, signal: never(), ...more });
  const cost = (more: Partial<Parameters<typeof api.fetchCost>[1]> = {}) =>
    api.fetchCost(KEY, { ...DAY, page: null, signal: never(), ...more });
  const me = (signal = never()) => api.fetchOrganization(KEY, signal);
  return { api, waits, log, priced, cost, me };
}

/** The simulated API with faults, and a client that asks it. */
export async function simulate(
  faults: readonly FaultName[],
  { client = {}, ...options }: SimulatorOptions & { readonly client?: ClientOptions } = {},
) {
  const simulator = await createSimulator({ now: () => NOW, faults, ...options });
  closeLater(simulator.stop);
  return { simulator, ...createClient(simulator.url, client) };
}

export interface Seen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** A tiny server that answers as the test says. */
export async function serve(
  answer: (response: ServerResponse, turn: number, request: IncomingMessage) => void,
  client: ClientOptions = {},
) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    answer(response, seen.length, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A listening TCP server has a port.
  const { port } = server.address() as AddressInfo;
  return { seen, ...createClient(`http://127.0.0.1:${port}`, client) };
}

export const sendJson = (response: ServerResponse, body: unknown, status = 200, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

export const ORGANIZATION = { id: 'org-1', type: 'organization', name: 'Fjordlys AS' };

/** One bucket with one row. */
export const usagePage = (row: Readonly<Record<string, unknown>> = {}) => ({
  data: [
    {
      starting_at: '2026-11-20T00:00:00Z',
      ending_at: '2026-11-20T01:00:00Z',
      results: [{ uncached_input_tokens: 1, cache_read_input_tokens: 2, output_tokens: 3, ...row }],
    },
  ],
  has_more: false,
  next_page: null,
});

export const costPage = (row: Readonly<Record<string, unknown>> = {}) => ({
  data: [
    {
      starting_at: '2026-11-20T00:00:00Z',
      ending_at: '2026-11-21T00:00:00Z',
      results: [{ amount: '241.538', currency: 'USD', ...row }],
    },
  ],
  has_more: false,
  next_page: null,
});
