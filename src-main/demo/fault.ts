import type { ServerResponse } from 'node:http';
import type { Instant } from '../shared/units.js';
import type { ApiAnswer, ApiRequest, JsonObject } from './api-exchange.js';

/** One way in which the simulated API misbehaves. What is left out stays as it should be. */
export interface Fault {
  /** The requests it spoils; all when left out. */
  readonly matches?: (request: ApiRequest, now: Instant) => boolean;
  /** Changes the question before the API sees it. */
  readonly ask?: (request: ApiRequest) => ApiRequest;
  /** Answers in the API's place. */
  readonly answer?: (now: Instant) => ApiAnswer;
  /** The answer carries none of the API's own headers. */
  readonly isForeign?: boolean;
  readonly headers?: (now: Instant) => Readonly<Record<string, string>>;
  /** Changes the body of a good answer. */
  readonly body?: (body: JsonObject, request: ApiRequest, now: Instant) => JsonObject;
  /** Changes the text of a good answer. */
  readonly text?: (text: string) => string;
  /** Sends the reader to another place. */
  readonly redirect?: 'same-host' | 'other-host';
  readonly wire?: WireFault;
}

/** Takes over the socket. `status` is what a reader gets to see, 0 when nothing. */
export interface WireFault {
  readonly status: number;
  readonly send: (response: ServerResponse, text: string) => void;
}

const pathEnds =
  (pattern: RegExp) =>
  ({ path }: ApiRequest) =>
    pattern.test(path);

export const isUsage = pathEnds(/\/(usage_report\/messages|analytics\/usage)$/);
export const isCost = pathEnds(/\/(cost_report|analytics\/cost)$/);
export const isReport = pathEnds(/\/(usage_report\/messages|cost_report|analytics\/(usage|cost))$/);
export const isLegacyCost = pathEnds(/\/cost_report$/);
export const isAnalytics = pathEnds(/\/analytics\/(usage|cost)$/);
export const isClaudeCode = pathEnds(/\/usage_report\/claude_code$/);
export const isLimits = pathEnds(/\/(rate_limits|spend_limits(\/\w+)?)$/);
/** The lists that give ids their names. */
export const isLabels = pathEnds(
  /\/(workspaces|api_keys|users|invites)(\/\w+)?$|\/members(\/\w+)?$/,
);
export const isMe = pathEnds(/\/me$/);
export const hasPageToken = ({ query }: ApiRequest) =>
  query.has('page') || query.has('after_id') || query.has('before_id');
