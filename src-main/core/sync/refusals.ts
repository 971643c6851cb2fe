import { type Failure, noteFailure } from '../../shared/failure.js';
import type { Feature } from '../../shared/snapshot.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';
import type { Refusal } from '../history-rows.js';

/** What is not allowed or not offered is asked for again a day later (A3), other trouble sooner. */
const restMs = ({ failure }: Refusal) =>
  failure.kind === 'service-trouble' || failure.kind === 'timed-out' ? HOUR_MS : DAY_MS;

export const isResting = (refusals: readonly Refusal[], feature: Feature, now: Instant) =>
  refusals.some(
    (refusal) =>
      refusal.feature === feature &&
      refusal.failure.at <= now &&
      now - refusal.failure.at < restMs(refusal),
  );

export const withRefusal = (
  refusals: readonly Refusal[],
  feature: Feature,
  failure: Failure,
  now: Instant,
): readonly Refusal[] => [
  ...withoutRefusal(refusals, feature),
  { feature, failure: noteFailure(failure, now) },
];

export const withoutRefusal = (refusals: readonly Refusal[], feature: Feature) =>
  refusals.filter((refusal) => refusal.feature !== feature);
