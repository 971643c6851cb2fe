import type { Instant } from '../shared/units.js';
import type { Ledger } from './ledger.js';
import type { InventedOrganization } from './organization.js';

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
}

export type Endpoint = (state: ApiState, request: ApiRequest, id: string) => ApiAnswer;

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

export const badRequest = (message: string) => refuse(400, 'invalid_request_error', message);
export const notFound = (message = 'Not found.') => refuse(404, 'not_found_error', message);
