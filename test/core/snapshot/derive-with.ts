import {
  deriveSnapshot,
  type SnapshotInput,
} from '../../../src-main/core/snapshot/derive-snapshot.js';
import type { HeldFigures } from '../../../src-main/core/snapshot/read-held-figures.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import {
  at,
  coverageOf,
  dayAt,
  fetched,
  heldFigures,
  hourAt,
  hourTotal,
  usd,
} from '../../fakes/figures.js';

/** Saturday; the week began on Sunday 15 November, 10:59 UTC. */
export const NOW = at('2026-11-21T14:20:00Z');
export const FETCHED = NOW - 2 * MINUTE_MS;
export const MONTH = dayAt('2026-11-01T00:00:00Z');
export const TODAY = dayAt('2026-11-21T00:00:00Z');
export const RESET = at('2026-11-15T10:59:00Z');
export const RESET_HOUR = hourAt('2026-11-15T10:00:00Z');
export const OPEN = hourAt('2026-11-21T14:00:00Z');

export const held = (some: Partial<HeldFigures> = {}): HeldFigures =>
  heldFigures({
    coverage: coverageOf({
      hours: fetched(MONTH - 30 * DAY_MS, OPEN + HOUR_MS, HOUR_MS, FETCHED),
    }),
    ...some,
  });
export const without = (...missing: number[]) => {
  const coverage = held().coverage;
  const hours = new Map(coverage.hours);
  for (const start of missing) hours.delete(start);
  return { ...coverage, hours };
};

export type Changes = Partial<Omit<SnapshotInput, 'settings' | 'sync'>> & {
  readonly limit?: number | null;
  readonly settings?: Partial<SnapshotInput['settings']>;
  readonly record?: Partial<SnapshotInput['sync']['record']>;
};
export const derive = ({ limit = null, settings, record, ...changes }: Changes = {}) =>
  deriveSnapshot({
    now: NOW,
    mode: 'live',
    timeZone: 'UTC',
    settings: { ...defaultSettings, weeklyLimitMicrocents: limit, ...settings },
    connection: { state: 'saved', lastFour: 'AbCd', organization: null },
    held: held(),
    learned: [],
    limitsVersion: 0,
    since: NOW - 30 * DAY_MS,
    sync: {
      state: 'idle',
      nextAt: null,
      progress: null,
      clockOffsetMs: 0,
      record: { lastSuccessAt: FETCHED, labelsFetchedAt: null, failure: null, ...record },
    },
    ...changes,
  });
export const spent = (dollars: number) => held({ hours: [hourTotal(OPEN - DAY_MS, usd(dollars))] });
export const noCoverage = coverageOf();
