import { floorHour, type MinuteStart } from '../../../shared/units.js';
import type { PricedDimensions, UsageBucket, UsageRow } from '../../../shared/usage.js';
import type { MinutePeak, PeakLimiter } from '../limit-ports.js';
import type { PeakGroup } from './peak-groups.js';

type Groups = ReadonlyMap<string, Pick<PeakGroup, 'models'>>;

type MinuteUse = Readonly<Record<PeakLimiter, number | null>>;

const NO_USE: MinuteUse = {
  requests_per_minute: 0,
  input_tokens_per_minute: 0,
  output_tokens_per_minute: 0,
};

/**
 * The busiest minute of each hour, group and limiter; the earliest of equals. Requests have none in
 * an hour in which some were not counted.
 */
export function gatherPeaks(
  minutes: readonly UsageBucket<PricedDimensions>[],
  groups: Groups,
): readonly MinutePeak[] {
  const groupsOf = indexModels(groups);
  const peaks = new Map<string, MinutePeak>();
  const uncounted = new Set<string>();
  for (const { start, rows } of minutes) {
    const hour = floorHour(start);
    for (const [group, use] of sumByGroup(rows, groupsOf)) {
      // The keys of a literal of this very type.
      for (const limiter of Object.keys(use) as PeakLimiter[]) {
        const name = `${hour} ${limiter} ${group}`;
        const value = use[limiter];
        if (value === null) uncounted.add(name);
        else if (value > (peaks.get(name)?.value ?? -1)) {
          // The report was asked for minutes.
          peaks.set(name, { hour, group, limiter, value, at: start as MinuteStart });
        }
      }
    }
  }
  return [...peaks].filter(([name]) => !uncounted.has(name)).map(([, peak]) => peak);
}

function sumByGroup(
  rows: readonly UsageRow<PricedDimensions>[],
  groupsOf: (model: string) => readonly string[],
): ReadonlyMap<string, MinuteUse> {
  const uses = new Map<string, MinuteUse>();
  for (const row of rows) {
    const { model } = row.dimensions;
    if (model === null || hasOwnLimits(row.dimensions)) continue;
    for (const group of groupsOf(model)) uses.set(group, addRow(uses.get(group) ?? NO_USE, row));
  }
  return uses;
}

/** Batches and fast mode are limited apart (Rate limits; Fast mode, "dedicated rate limit"). */
const hasOwnLimits = ({ serviceTier, speed }: PricedDimensions) =>
  serviceTier === 'batch' || speed === 'fast';

/** Reads of the cache do not count: the limit that they would count for is not compared. */
function addRow(use: MinuteUse, { tokens, requests }: UsageRow<unknown>): MinuteUse {
  const { uncachedInput, cacheCreation5m, cacheCreation1h, output } = tokens;
  const before = use.requests_per_minute;
  return {
    requests_per_minute: before === null || requests === undefined ? null : before + requests,
    input_tokens_per_minute:
      (use.input_tokens_per_minute ?? 0) + uncachedInput + cacheCreation5m + cacheCreation1h,
    output_tokens_per_minute: (use.output_tokens_per_minute ?? 0) + output,
  };
}

/** Exact name, else the name without its date, as prices are found. */
function indexModels(groups: Groups): (model: string) => readonly string[] {
  const index = new Map<string, string[]>();
  for (const [group, { models }] of groups) {
    for (const model of models) index.set(model, [...(index.get(model) ?? []), group]);
  }
  return (model) => index.get(model) ?? index.get(model.replace(/-\d{8}$/, '')) ?? [];
}
