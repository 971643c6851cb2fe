import type { PeakLoad, RateLimitLoad } from '../../../shared/limits.js';
import { DAY_MS, floorHour, HOUR_MS, type HourStart, type Instant } from '../../../shared/units.js';
import type { HeldLimit, Label } from '../../../shared/usage.js';
import type { MinutePeak, PeakLimiter } from '../limit-ports.js';
import { nameOfGroup, type PeakGroup, peakGroups, wasGrouped } from './peak-groups.js';
import { workspaceName } from './workspace-name.js';

export interface PeakFacts {
  /** Those that hold and those that held. */
  readonly limits: readonly HeldLimit[];
  readonly peaks: readonly MinutePeak[];
  /** Hours whose minutes were looked at, and when. */
  readonly seen: ReadonlyMap<HourStart, Instant>;
  /** Hours that had no use at all: nothing is left to look at. */
  readonly unused: ReadonlySet<HourStart>;
  readonly workspaces: readonly Label[];
  readonly now: Instant;
}

/**
 * Which limiter each peak is held against. `input_tokens_per_minute` counts what is read from the
 * cache and peaks do not, so it has none; nor have fast mode, batches and tools.
 */
const PEAK_OF: ReadonlyMap<string, PeakLimiter> = new Map([
  ['requests_per_minute', 'requests_per_minute'],
  ['input_tokens_per_minute_cache_aware', 'input_tokens_per_minute'],
  ['output_tokens_per_minute', 'output_tokens_per_minute'],
]);

/** Published rate limits in force beside the busiest minutes of the last 24 hours and seven days. */
export function comparePeaks(facts: PeakFacts): readonly RateLimitLoad[] {
  const groups = [...peakGroups(facts.limits)];
  const seen = new Map(groups.map(([name, group]) => [name, seenHours(group, facts)]));
  const loads = facts.limits
    .filter(({ kind, until }) => kind === 'rate' && until === null)
    .map((limit): RateLimitLoad => {
      const { workspaceId, group, models, limiter, value, since } = limit;
      const names = { workspaceId, workspaceName: workspaceName(facts.workspaces, workspaceId) };
      const loadOf = (days: number) => peakLoad(limit, days * DAY_MS, facts, seen);
      const [day, week] = [loadOf(1), loadOf(7)];
      return { ...names, group, models, limiter, value, since, day, week, isFirst: false };
    });
  const firsts = findFirsts(loads);
  return loads
    .map((load) => ({ ...load, isFirst: firsts.has(load) }))
    .sort((a, b) => compare(orderOf(a), orderOf(b)));
}

/** Null: not counted by the minute, or no hour was looked at. */
function peakLoad(
  limit: HeldLimit,
  spanMs: number,
  { peaks, now }: PeakFacts,
  seenOf: ReadonlyMap<string, ReadonlySet<HourStart>>,
): PeakLoad | null {
  const { workspaceId, models, value } = limit;
  const limiter = PEAK_OF.get(limit.limiter);
  // Minutes are not told by workspace.
  if (limiter === undefined || workspaceId !== null || !models?.length) return null;
  const to = floorHour(now);
  const from = to - spanMs;
  const group = nameOfGroup(models);
  const ofGroup = peaks.filter((peak) => peak.group === group);
  const found = new Map(
    ofGroup.filter((peak) => peak.limiter === limiter).map((peak) => [peak.hour, peak]),
  );
  // Used, but this was not counted: the legacy report tells no requests.
  const uncounted = new Set(ofGroup.map(({ hour }) => hour).filter((hour) => !found.has(hour)));
  let best: Pick<MinutePeak, 'value'> & { readonly at: Instant } = { value: -1, at: 0 };
  let seen = 0;
  let hasUncounted = false;
  for (let hour = floorHour(from); hour < to; hour = (hour + HOUR_MS) as HourStart) {
    hasUncounted ||= uncounted.has(hour);
    if (uncounted.has(hour) || !seenOf.get(group)?.has(hour)) continue;
    seen += 1;
    // The newest of equals; an hour without use is as busy in its first minute as in any other.
    const peak = found.get(hour) ?? { value: 0, at: hour };
    if (peak.value >= best.value) best = peak;
  }
  // Hours without use say nothing where none of the others was counted.
  if (seen === 0 || (hasUncounted && best.value <= 0)) return null;
  const percent = value === null || value === 0 ? null : (100 * best.value) / value;
  return { value: best.value, at: best.at, percent, hours: { seen, of: spanMs / HOUR_MS } };
}

/** Looked at while its models were grouped as they are now, or without any use. */
function seenHours(group: PeakGroup, { seen, unused, now }: PeakFacts): ReadonlySet<HourStart> {
  const hours = new Set(unused);
  for (const [hour, at] of seen) {
    // A look dated in the future was made by a clock that ran ahead.
    if (at <= now && wasGrouped(group, at)) hours.add(hour);
  }
  return hours;
}

/** The first limiter of each group that came nearest to its cap; none where nothing was used. */
function findFirsts(loads: readonly RateLimitLoad[]): ReadonlySet<RateLimitLoad> {
  const nearest = new Map<string, RateLimitLoad>();
  for (const load of loads) {
    const name = JSON.stringify([load.workspaceId, load.group]);
    const percent = load.week?.percent ?? 0;
    if (percent > (nearest.get(name)?.week?.percent ?? 0)) nearest.set(name, load);
  }
  return new Set(nearest.values());
}

/** The organization before its workspaces, models before everything else. */
const orderOf = ({ workspaceId, workspaceName: name, models, group, limiter }: RateLimitLoad) => [
  name === null ? '' : `1${name}`,
  workspaceId ?? '',
  models === null ? '1' : '0',
  group,
  limiter,
];

function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  return index === -1 ? 0 : (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
}
