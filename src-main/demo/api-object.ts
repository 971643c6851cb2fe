import type { Instant } from '../shared/units.js';
import type { ApiAnswer, ApiState, JsonObject } from './api-exchange.js';
import { answerOk, notFound } from './api-exchange.js';

/** Objects exist from their creation on, so that an earlier clock sees a smaller organization. */
export const born = <T>(all: readonly T[], createdAt: (item: T) => Instant, { now }: ApiState) =>
  all.filter((item) => createdAt(item) <= now);

/** Object times carry microseconds. */
export const objectTime = (at: Instant) =>
  new Date(at).toISOString().replace('Z', `${String((at * 7919) % 1000).padStart(3, '0')}Z`);

export const pastTime = (at: Instant | null, now: Instant) =>
  at !== null && at <= now ? objectTime(at) : null;

/** One object by its id, or 404. */
export const one = <T>(found: T | undefined, object: (item: T) => JsonObject): ApiAnswer =>
  found === undefined ? notFound() : answerOk(object(found));
