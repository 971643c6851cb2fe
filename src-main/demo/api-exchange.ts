import type { Instant } from '../shared/units.js';
import type { Ledger } from './ledger.js';
import type { InventedOrganization } from './organization.js';
import type { LimitChange } from './rate-limit-groups.js';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A text body is sent as it is. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | string;
}

/** What an endpoint knows: the invented organization at one moment. */
export interface ApiState {
  readonly organization: InventedOrganization;
  readonly ledger: Ledger;
  readonly now: Instant;
  /** Requests show up in the reports this long after they finished. */
  readonly visibleAfterMs: number;
  /** Billed = list price times this. */
  readonly discount: number;
  /** Whether the cost report says anything about the running UTC day. */
  readonly openDayCost: boolean;
  /** Some requests show up this much later than the rest and change buckets that were closed. */
  readonly lateEntriesMs: number;
  /** Whether the analytics pair is enabled for this organization. */
  readonly analytics: boolean;
  /** The analytics pair's own delay. */
  readonly analyticsVisibleAfterMs: number;
  /** Whether the organization is in the preview of spend limits. */
  readonly spendLimits: boolean;
  readonly limitChange: LimitChange | null;
}

/** The ids are those of the path, from left to right. */
export type Endpoint = (
  state: ApiState,
  request: ApiRequest,
  id: string,
  innerId: string,
) => ApiAnswer;

export const answerOk = (body: JsonObject): ApiAnswer => ({ status: 200, headers: {}, body });

export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'api_error'
  | 'timeout_error'
  | 'overloaded_error';

export function refuse(
  status: number,
  type: ErrorType,
  message: string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly errorCode?: string } = {},
): ApiAnswer {
  const details = more.errorCode === undefined ? {} : { details: { error_code: more.errorCode } };
  return {
    status,
    headers: more.headers ?? {},
    body: { type: 'error', error: { type, message, ...details }, request_id: null },
  };
}

/** A beta that the request does not name, or that is not enabled, does not exist. */
export function hasBeta({ headers }: ApiRequest, beta: string): boolean {
  return (headers['anthropic-beta'] ?? '').split(',').some((name) => name.trim() === beta);
}

export const badRequest = (message: string) => refuse(400, 'invalid_request_error', message);
export const notFound = (message = 'Not found.') => refuse(404, 'not_found_error', message);
