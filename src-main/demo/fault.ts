import type { ServerResponse } from 'node:http';
import type { Instant } from '../shared/units.js';
import type { ApiAnswer, ApiRequest, JsonObject } from './api-exchange.js';

/** One way in which the simulated API misbehaves. What is left out stays as it should be. */
export interface Fault {
  /** The requests it spoils; all when left out. */
  readonly matches?: (request: ApiRequest) => boolean;
  /** Changes the question before the API sees it. */
  readonly ask?: (request: ApiRequest) => ApiRequest;
  /** Answers in the API's place. */
  readonly answer?: (now: Instant) => ApiAnswer;
  /** The answer carries none of the API's own headers. */
  readonly isForeign?: boolean;
  readonly headers?: (now: Instant) => Readonly<Record<string, string>>;
  /** Changes the body of a good answer. */
  readonly body?: (body: JsonObject, request: ApiRequest) => JsonObject;
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

export const isUsage = ({ path }: ApiRequest) => path.endsWith('/usage_report/messages');
export const isCost = ({ path }: ApiRequest) => path.endsWith('/cost_report');
export const isBucketed = (request: ApiRequest) => isUsage(request) || isCost(request);
export const hasPageToken = ({ query }: ApiRequest) => query.has('page') || query.has('after_id');
