import type { TracedScale } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, HOUR_MS, type Instant } from '../../shared/units.js';
import { groupBy } from '../group-by.js';
import type { DayReport, PricedUse } from '../history-rows.js';
import type { UsageHistory } from '../ports.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import { kindOfId } from '../usage/history-labels.js';
import { isDayHeld } from '../usage/is-day-held.js';
import type { BilledDay, DayFigure } from './billed-day.js';
import { isBilled, isSettled } from './is-billed.js';
import { learnScale, type Scale, SEARCHES, scaleKey } from './learn-scale.js';
import { traceScale } from './trace-scale.js';
import { sumWeights, usualCosts } from './weigh-use.js';

/** Older bills say little about today. */
const LEARN_DAYS = 28;

export interface ReadScale extends Omit<Scale, 'overall'> {
  /** Null: no bill to learn from. */
  readonly overall: TracedScale | null;
  /** Billed days, oldest first; it was learned from the settled ones. */
  readonly days: readonly BilledDay[];
}

const known = new WeakMap<UsageHistory, { readonly mark: string; readonly scale: ReadScale }>();

/** What the newest bills teach; learned anew only when a bill or its day's use has changed. */
export function readScale(history: UsageHistory, now: Instant): ReadScale {
  const to = floorDay(now);
  const from = to - LEARN_DAYS * DAY_MS;
  const { hours } = history.readCoverage();
  const reports = history
    .readDayReports({ from, to })
    .filter(
      (report) =>
        report.reported !== null && isBilled(report, now) && isDayHeld(report.start, hours),
    );
  let newestHour = 0;
  for (let hour = from; hour < to; hour += HOUR_MS) {
    newestHour = Math.max(newestHour, hours.get(hour) ?? 0);
  }
  const mark = [
    ...reports.flatMap(({ start, fetchedAt }) => [start, fetchedAt]),
    newestHour,
    history.readPriceMark(),
  ].join();
  const last = known.get(history);
  if (last?.mark === mark) return last.scale;
  const days = readBilledDays(history, reports);
  const settled = days.filter(({ isSettled }) => isSettled);
  const { overall, ...learned } = learnScale(settled);
  const provenance = traceScale(history, settled);
  const scale = { ...learned, days, overall: overall && provenance && { ...overall, provenance } };
  known.set(history, { mark, scale });
  return scale;
}

function readBilledDays(
  history: UsageHistory,
  reports: readonly DayReport[],
): readonly BilledDay[] {
  const [first, last] = [reports[0], reports.at(-1)];
  if (!first || !last) return [];
  const span = { from: first.start, to: last.start + DAY_MS };
  const days = new Map(
    reports.map(({ start, fetchedAt }) => [
      start as number,
      {
        day: start,
        figures: measureUse([]),
        extras: new Map<string, number>(),
        isSettled: isSettled({ start, fetchedAt }),
      },
    ]),
  );
  const uses = groupBy(history.sumPricedUse(span, 'day'), ({ start }) => start);
  for (const [start, ofDay] of uses) {
    const day = days.get(start);
    if (day) days.set(start, { ...day, figures: measureUse(ofDay) });
  }
  for (const { start, model, serviceTier, kind, amount } of history.readBillLines(span)) {
    const day = days.get(start);
    // A credit says nothing about prices.
    if (!day || amount < 0) continue;
    const key = kind === SEARCHES ? SEARCHES : findKey(day.figures, model, serviceTier);
    const figure = key === null ? undefined : day.figures.get(key);
    if (key !== null && figure) {
      day.figures.set(key, { ...figure, reported: figure.reported + amount });
    } else if (kindOfId(kind) === null) {
      day.extras.set(kind, (day.extras.get(kind) ?? 0) + amount);
    }
  }
  return [...days.values()];
}

const undated = (model: string) => model.replace(/-\d{8}$/, '');

/** The use that a line bills: a bill may leave out the tier, or the date in a model's name. */
function findKey(
  figures: ReadonlyMap<string, DayFigure>,
  model: string,
  serviceTier: string,
): string | null {
  const exact = scaleKey(model, serviceTier);
  if (figures.has(exact)) return exact;
  const keys = [...figures.keys()].filter((key) => {
    const [name = ''] = key.split('\n');
    return name !== '' && undated(name) === undated(model);
  });
  const ofTier = (tier: string) => keys.find((key) => key.endsWith(`\n${tier}`));
  return ofTier(serviceTier) ?? ofTier('standard') ?? keys[0] ?? null;
}

/** Our estimates of a day by model and tier, searches apart as on the bill; nothing billed yet. */
function measureUse(uses: readonly PricedUse[]): Map<string, DayFigure> {
  const figures = new Map<string, DayFigure>();
  const add = (key: string, measure: number, isPriced: boolean) => {
    const figure = figures.get(key);
    // What has a price is the better measure of a day that has both.
    if (measure === 0 || (figure?.isPriced && !isPriced)) return;
    const sum = figure?.isPriced === isPriced ? figure.measure : 0;
    figures.set(key, { measure: sum + measure, isPriced, reported: 0 });
  };
  for (const { model, serviceTier, tokens, costs } of uses) {
    if (!costs && isCommittedTier(serviceTier)) continue;
    const { webSearchRequests, ...ofTokens } = costs ?? usualCosts(tokens);
    const measure = sumWeights({ ...ofTokens, webSearchRequests: 0 });
    add(scaleKey(model, serviceTier), measure, costs !== null);
    add(SEARCHES, webSearchRequests, true);
  }
  return figures;
}
