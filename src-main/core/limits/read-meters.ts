import type { Meter } from '../../shared/evidence.js';
import { DAY_MS, floorDay, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import { priceMark } from '../pricing/price-mark.js';
import type { PriceTable } from '../pricing/price-table.js';
import { createUseMemory } from './use/create-use-memory.js';
import { apiHeld, readApiUse } from './use/read-api-use.js';
import { createPlanMinutes, readPlanUse } from './use/read-plan-use.js';
import { pieceAt, piecesOf } from './use/use-pieces.js';
import {
  createUseTimeline,
  type HourUse,
  type TimedUse,
  type UseTimeline,
} from './use/use-timeline.js';

/** Half a year: older windows teach by what was weighed of them then. */
const REACH_MS = 26 * 7 * DAY_MS;

export interface MeterUse {
  readonly meter: Meter;
  readonly timeline: UseTimeline;
  readonly span: Span;
  /** To the minute, where that is known. */
  readonly uses: readonly Instant[];
  readonly seenFrom: Instant | null;
}

/** What was weighed before, of one history. */
export type MeterMemory = ReturnType<typeof createMeterMemory>;

export function createMeterMemory() {
  const api = createUseMemory<HourUse>();
  const plan = createUseMemory<HourUse>();
  const planTimes = createUseMemory<Instant>();
  /** By hour. */
  const planMinutes = createUseMemory<TimedUse>();
  return {
    api,
    plan,
    planTimes,
    planMinutes,
    forget() {
      for (const one of [api, plan, planTimes, planMinutes]) one.forget();
    },
  };
}

interface MeterSource {
  readonly history: UsageHistory;
  readonly table: PriceTable;
  readonly memory: MeterMemory;
  /** Changes when transcripts told more of the piece that begins then. */
  readonly planMark: (piece: Instant) => string;
  /** Up to when transcripts were read; null: what is held of them may lack some in between. */
  readonly planTo: Instant | null;
  readonly now: Instant;
}

/** What was used of each meter that there is anything of. Yields between days. */
export function* readMeters(source: MeterSource): Generator<void, readonly MeterUse[]> {
  const api = yield* readApi(source);
  const plan = yield* readPlan(source);
  return [...(api ? [api] : []), ...(plan ? [plan] : [])];
}

function* readApi({ history, table, memory, now }: MeterSource): Generator<void, MeterUse | null> {
  const span = { from: floorDay(now - REACH_MS), to: now };
  const fetchedAt: ReadonlyMap<number, Instant> = history.readCoverage().hours;
  // Stored prices follow those in force a while later.
  const prices = `${priceMark(table)} ${history.readPriceMark()}`;
  const hours: HourUse[] = [];
  for (const piece of piecesOf(span)) {
    const fetched = newestFetch(fetchedAt, piece);
    if (fetched === null) continue;
    const mark = `${history.pair} ${prices} ${fetched}`;
    hours.push(...memory.api.recall(piece.from, mark, () => readApiUse(history, table, piece)));
    yield;
  }
  if (hours.length === 0) return null;
  const timeline = createUseTimeline({ hours, ...apiHeld(history) });
  return { meter: 'api', timeline, span, uses: [], seenFrom: null };
}

function* readPlan(source: MeterSource): Generator<void, MeterUse | null> {
  const { history, table, memory, planTo, now } = source;
  const told = history.limits.readPlanSpan();
  if (!told || planTo === null) return null;
  const toldTo = Math.min(now, Math.max(planTo, told.to));
  const span = { from: Math.max(told.from, floorDay(now - REACH_MS)), to: now };
  // Another process may have read the newest messages.
  const markOf = (piece: Instant) =>
    `${priceMark(table)} ${source.planMark(piece)} ${piece === pieceAt(told.to) ? told.to : ''}`;
  const hours: HourUse[] = [];
  const uses: Instant[] = [];
  for (const piece of piecesOf(span)) {
    const mark = markOf(piece.from);
    const readUse = () => readPlanUse(history.limits, table, piece);
    hours.push(...memory.plan.recall(piece.from, mark, readUse));
    yield;
    const readTimes = () =>
      history.limits.readPlanUse(piece, 'minute').map(({ start }): Instant => start);
    for (const start of memory.planTimes.recall(piece.from, mark, readTimes)) uses.push(start);
    yield;
  }
  const readMinutes = createPlanMinutes(history.limits, table);
  const timeline = createUseTimeline({
    hours,
    isHeld: (hour) => hour + HOUR_MS > span.from && hour < toldTo,
    toldTo,
    minutesOf: (hour) =>
      memory.planMinutes.recall(hour, markOf(pieceAt(hour)), () => readMinutes(hour)),
  });
  return { meter: 'plan', timeline, span, uses, seenFrom: told.from };
}

/** How many hours of the piece are held and when they were read; null: none. */
function newestFetch(fetchedAt: ReadonlyMap<number, Instant>, { from, to }: Span): string | null {
  let newest = 0;
  let count = 0;
  for (let hour = from; hour < to; hour += HOUR_MS) {
    const at = fetchedAt.get(hour);
    if (at === undefined) continue;
    count += 1;
    newest = Math.max(newest, at);
  }
  return count === 0 ? null : `${count} ${newest}`;
}
