import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Instant } from '../shared/units.js';
import { HOUR_MS } from '../shared/units.js';
import { answerRequest } from './admin-api.js';
import type { ApiAnswer, ApiRequest } from './api-exchange.js';
import type { Fault } from './fault.js';
import type { FaultName } from './faults.js';
import { createFaultPlan } from './faults.js';
import { createKeyRing } from './key-ring.js';
import { createLedger } from './ledger.js';
import type { LoopbackServer } from './loopback-server.js';
import { listenOnLoopback } from './loopback-server.js';
import { randomText } from './opaque-id.js';
import type { InventedOrganization } from './organization.js';
import { inventOrganization } from './organization.js';
import type { LimitChange } from './rate-limit-groups.js';
import { rememberedLedger } from './remembered-ledger.js';

export interface SimulatorOptions {
  readonly seed?: number;
  /** 0 or left out: a free port. */
  readonly port?: number;
  readonly now?: () => Instant;
  /** Left out: every key that starts with sk-ant-admin. */
  readonly adminKeys?: readonly string[];
  readonly faults?: readonly FaultName[];
  readonly visibleAfterMs?: number;
  /** What is billed of the list price: 0.9 is ten per cent off. */
  readonly discount?: number;
  /** False: the cost report has no rows for the running UTC day. */
  readonly openDayCost?: boolean;
  readonly unpricedModel?: boolean;
  readonly organizationId?: string;
  /** False: the analytics pair is not enabled. */
  readonly analytics?: boolean;
  /** 4 h when left out. */
  readonly analyticsVisibleAfterMs?: number;
  /** True: the organization is in the preview of spend limits. */
  readonly spendLimits?: boolean;
  readonly limitChange?: LimitChange;
  /** One request in twenty shows up this much later than the rest. */
  readonly lateEntriesMs?: number;
  /** How many of the last requests are told of; all when left out. */
  readonly requestsKept?: number;
}

/** What was asked and answered. The key is never kept. Status 0: no answer that HTTP knows. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
}

export interface Simulator {
  readonly url: string;
  readonly port: number;
  readonly organization: InventedOrganization;
  readonly requests: readonly RequestRecord[];
  /** What arrived at the other host that `redirect-other-host` points to. */
  readonly strayRequests: readonly RequestRecord[];
  /** Replaces all faults and starts their counts again. */
  setFaults(names: readonly FaultName[]): void;
  revoke(key: string): void;
  stop(): Promise<void>;
}

export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    seed = 1,
    now = Date.now,
    visibleAfterMs = 0,
    discount = 1,
    openDayCost = true,
    requestsKept = Number.POSITIVE_INFINITY,
    unpricedModel = false,
  } = options;
  const organization = inventOrganization(seed, options.organizationId);
  const ledger = rememberedLedger(createLedger(seed, { unpricedModel }));
  const keyRing = createKeyRing(options.adminKeys);
  const requests: RequestRecord[] = [];
  const strayRequests: RequestRecord[] = [];
  let faultPlan = createFaultPlan(options.faults ?? []);
  let asked = 0;
  let otherHost: Promise<LoopbackServer> | null = null;

  const answer = (request: ApiRequest, faults: readonly Fault[]): ApiAnswer => {
    const at = now();
    const spoiled = faults.find((fault) => fault.answer)?.answer?.(at);
    const question = faults.reduce((ask, fault) => fault.ask?.(ask) ?? ask, request);
    const state = {
      organization,
      ledger,
      now: at,
      visibleAfterMs,
      discount,
      openDayCost,
      lateEntriesMs: options.lateEntriesMs ?? 0,
      analytics: options.analytics ?? true,
      analyticsVisibleAfterMs: options.analyticsVisibleAfterMs ?? 4 * HOUR_MS,
      spendLimits: options.spendLimits ?? false,
      limitChange: options.limitChange ?? null,
    };
    const good = spoiled ?? keyRing.check(request) ?? answerRequest(state, question);
    if (good.status !== 200 || typeof good.body === 'string') return good;
    const body = faults.reduce((page, fault) => fault.body?.(page, request, at) ?? page, good.body);
    const text = faults.reduce((t, fault) => fault.text?.(t) ?? t, JSON.stringify(body));
    return { ...good, body: text };
  };

  const handle = (incoming: IncomingMessage, response: ServerResponse): void => {
    incoming.resume();
    const request = readRequest(incoming);
    const faults = faultPlan.pick(request, now());
    const answered = answer(request, faults);
    const wire = faults.find((fault) => fault.wire)?.wire;
    const redirect = faults.find((fault) => fault.redirect)?.redirect;
    const status = wire?.status ?? (redirect ? 307 : answered.status);
    asked += 1;
    requests.push(recordOf(request, status));
    if (requests.length > requestsKept) requests.shift();

    const requestId = `req_${randomText(24, 'request', seed, asked)}`;
    const ownHeaders = faults.some((fault) => fault.isForeign)
      ? {}
      : { 'request-id': requestId, 'anthropic-organization-id': organization.id };
    const headers = {
      date: new Date(now()).toUTCString(),
      'content-type': 'application/json',
      ...ownHeaders,
      ...answered.headers,
      ...Object.fromEntries(
        faults.flatMap((fault) => Object.entries(fault.headers?.(now()) ?? {})),
      ),
    };
    const text = bodyText(answered, ownHeaders['request-id'] ?? null);
    if (wire) {
      wire.send(response, text);
    } else if (redirect) {
      void redirectTarget(redirect).then((host) => {
        response.writeHead(307, { ...headers, location: `${host}${incoming.url ?? '/'}` }).end();
      });
    } else {
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
      response.end(text);
    }
  };

  const redirectTarget = async (where: 'same-host' | 'other-host'): Promise<string> => {
    if (where === 'same-host') return server.url;
    otherHost ??= listenOnLoopback(
      createServer((incoming, response) => {
        strayRequests.push(recordOf(readRequest(incoming), 200));
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      }),
      0,
    );
    return (await otherHost).url;
  };

  const server = await listenOnLoopback(createServer(handle), options.port ?? 0);
  return {
    url: server.url,
    port: server.port,
    organization,
    requests,
    strayRequests,
    setFaults: (names) => {
      faultPlan = createFaultPlan(names);
    },
    revoke: keyRing.revoke,
    async stop() {
      await server.stop();
      await (await otherHost)?.stop();
    },
  };
}

/** The error body repeats the id of the header. */
function bodyText({ body }: ApiAnswer, requestId: string | null): string {
  if (typeof body === 'string') return body;
  return JSON.stringify('request_id' in body ? { ...body, request_id: requestId } : body);
}

function readRequest(incoming: IncomingMessage): ApiRequest {
  const [path = '/', search = ''] = (incoming.url ?? '/').split('?', 2);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(headers),
  };
}

const recordOf = ({ method, path, query }: ApiRequest, status: number): RequestRecord => ({
  method,
  path,
  query: query.toString(),
  status,
});
