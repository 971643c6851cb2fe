import { HOUR_MS } from '../shared/units.js';
import type { ApiAnswer, ApiRequest } from './api-exchange.js';
import { badRequest, notFound, refuse } from './api-exchange.js';
import type { Fault } from './fault.js';
import {
  hasPageToken,
  isAnalytics,
  isClaudeCode,
  isLabels,
  isLegacyCost,
  isLimits,
} from './fault.js';

const html = (status: number, title: string): ApiAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

const rateLimited = (headers: Readonly<Record<string, string>>) =>
  refuse(429, 'rate_limit_error', 'Too many requests for this organization.', { headers });

const seconds = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const forbidden = (matches: (request: ApiRequest) => boolean, right: string): Fault => ({
  matches,
  answer: () => refuse(403, 'permission_error', `This key lacks ${right}.`),
});

const missing = (matches: (request: ApiRequest) => boolean): Fault => ({
  matches,
  answer: () => notFound(),
});

/** Answers that somebody gives in the API's place, or errors of the API itself. */
export const answerFaults = {
  unauthorized: { answer: () => refuse(401, 'authentication_error', 'invalid x-api-key') },
  forbidden: { answer: () => refuse(403, 'permission_error', 'This key lacks a permission.') },
  'forbidden-cost': forbidden(isLegacyCost, 'the scope read:analytics'),
  'forbidden-analytics': forbidden(isAnalytics, 'the scope read:analytics'),
  'forbidden-claude-code': forbidden(isClaudeCode, 'the scope read:analytics'),
  'forbidden-limits': forbidden(isLimits, 'a permission'),
  'forbidden-labels': forbidden(isLabels, 'the scope read:members'),
  'not-found-cost': missing(isLegacyCost),
  'not-found-analytics': missing(isAnalytics),
  'not-found-claude-code': missing(isClaudeCode),
  'not-found-limits': missing(isLimits),
  'bad-request': { answer: () => badRequest('This request was not understood.') },
  'stale-token': {
    matches: hasPageToken,
    answer: () => badRequest('page: the token has expired.'),
  },
  'rate-limited-30': { answer: () => rateLimited({ 'retry-after': '30' }) },
  'rate-limited-date': {
    answer: (now) => rateLimited({ 'retry-after': new Date(now + 30_000).toUTCString() }),
  },
  'rate-limited-bare': { answer: () => rateLimited({}) },
  'rate-limited-reset': {
    answer: (now) => rateLimited({ 'anthropic-ratelimit-requests-reset': seconds(now + 45_000) }),
  },
  'rate-limited-hour': createRateLimitedHour,
  'server-error': { answer: () => refuse(500, 'api_error', 'Internal server error') },
  'bad-gateway': { isForeign: true, answer: () => html(502, '502 Bad Gateway') },
  'service-unavailable': { isForeign: true, answer: () => html(503, '503 Service Unavailable') },
  'gateway-timeout': { answer: () => refuse(504, 'timeout_error', 'Timed out') },
  overloaded: { answer: () => refuse(529, 'overloaded_error', 'Overloaded') },
  'error-without-request-id': {
    isForeign: true,
    answer: () => refuse(500, 'api_error', 'Internal server error'),
  },
  'error-without-error': {
    isForeign: true,
    answer: () => ({ status: 500, headers: {}, body: { type: 'error' } }),
  },
  html: { isForeign: true, answer: () => html(200, 'Sign in to this network') },
  'empty-body': { answer: () => ({ status: 200, headers: {}, body: '' }) },
  'redirect-same-host': { redirect: 'same-host' },
  'redirect-other-host': { redirect: 'other-host' },
  /** The date header runs three hours ahead of the simulator's clock. */
  'date-3h-ahead': { headers: (now) => ({ date: new Date(now + 3 * HOUR_MS).toUTCString() }) },
} as const satisfies Readonly<Record<string, Fault | (() => Fault)>>;

/** One hour of the simulator's clock from the first refusal on; then it is over. */
function createRateLimitedHour(): Fault {
  let until: number | null = null;
  return {
    matches: (_request, now) => until === null || now < until,
    answer: (now) => {
      until ??= now + HOUR_MS;
      return rateLimited({});
    },
  };
}
