import { deriveWindow } from '../core/limits/learn/derive-window.js';
import { learn } from '../core/limits/learn/learn.js';
import type { LearnUsage, RunningWindow, UseHour } from '../core/limits/learn/learned.js';
import { parseReplayLine } from '../core/limits/parse-replay.js';
import { type Evidence, METERS, type Meter } from '../shared/evidence.js';
import { type Instant, MINUTE_MS } from '../shared/units.js';
import { EXIT } from './exit-code.js';
import type { Flags } from './flags.js';
import { learnedJson } from './learned-json.js';
import { LONGEST_LINE, readLines } from './read-lines.js';
import type { Terminal } from './terminal.js';

/** A replay without a time of its own is looked at when its newest use has settled. */
const SETTLES_MS = 16 * MINUTE_MS;

interface LearnOfLines {
  /** Null: the meter of the records, the plan's first. */
  readonly meter: Meter | null;
  /** TIDEMARK_NOW; a line of the replay comes before it. */
  readonly fixedNow: Instant | null;
  readonly clock: () => Instant;
  readonly timeZone: string;
}

/** A text says why it cannot be done. */
export function readLearnWords(
  words: readonly string[],
  flags: Flags,
): { readonly meter: Meter | null } | string {
  if (words.length > 0) return 'limits learn reads standard input and takes no further words.';
  const foreign = ['window', 'at', 'resets'].find((flag) => flags[flag] !== undefined);
  if (foreign !== undefined) return `--${foreign} belongs to limits add.`;
  const meter = METERS.find((known) => known === flags.meter) ?? null;
  if (flags.meter !== undefined && meter === null) return `--meter is ${METERS.join(' or ')}.`;
  return { meter };
}

/** Replays evidence: JSONL in, what is learned from it out. Needs neither key nor store. */
export async function learnLimits(
  input: AsyncIterable<Uint8Array | string>,
  terminal: Terminal,
  options: LearnOfLines,
): Promise<number> {
  const { evidence, hours, running, saidNow, warnings } = await readReplay(input);
  const meter = options.meter ?? meterOf(evidence);
  const usage: LearnUsage = { hours: sumByHour(hours), running };
  const newest = [
    ...evidence.map(({ at }) => at),
    ...usage.hours.map(({ start }) => start),
    ...running.map(({ start }) => start),
  ].reduce((latest, at) => Math.max(latest, at), -Infinity);
  const now =
    saidNow ??
    options.fixedNow ??
    (Number.isFinite(newest) ? newest + SETTLES_MS : options.clock());
  const { timeZone } = options;
  const own = evidence.filter((record) => record.meter === meter);
  if (own.length < evidence.length) {
    const others = evidence.length - own.length;
    warnings.push(`${others} records of the other meter left out: --meter chooses`);
  }
  const learned = learn(own, usage, now, { timeZone });
  const weekly = learned.weekly ?? deriveWindow('weekly', null, usage, now, { timeZone });
  terminal.printJson(learnedJson({ ...learned, weekly }, { meter, now, warnings }));
  return EXIT.fine;
}

async function readReplay(input: AsyncIterable<Uint8Array | string>) {
  const records = new Map<string, Evidence>();
  const hours: UseHour[] = [];
  const running: RunningWindow[] = [];
  const warnings: string[] = [];
  let saidNow: Instant | null = null;
  for await (const { number, text } of readLines(input)) {
    const line =
      text === null ? `longer than ${LONGEST_LINE} characters, skipped` : parseReplayLine(text);
    if (line === null) continue;
    if (typeof line === 'string') warnings.push(`line ${number}: ${line}`);
    else if (line.kind === 'use') hours.push(line.hour);
    else if (line.kind === 'running') running.push(line.running);
    else if (line.kind === 'now') saidNow = line.at;
    else if (!records.has(line.record.id)) records.set(line.record.id, line.record);
  }
  return { evidence: [...records.values()], hours, running, saidNow, warnings };
}

const meterOf = (evidence: readonly Evidence[]): Meter =>
  evidence.length > 0 && evidence.every(({ meter }) => meter === 'api') ? 'api' : 'plan';

/** Oldest first; lines of one hour are added up. */
function sumByHour(hours: readonly UseHour[]): UseHour[] {
  const sums = new Map<number, UseHour>();
  for (const hour of hours) {
    const sum = sums.get(hour.start) ?? { start: hour.start, usd: 0, ieq: 0, tokens: 0 };
    sums.set(hour.start, {
      start: hour.start,
      usd: sum.usd + hour.usd,
      ieq: sum.ieq + hour.ieq,
      tokens: sum.tokens + hour.tokens,
    });
  }
  return [...sums.values()].sort((one, other) => one.start - other.start);
}
