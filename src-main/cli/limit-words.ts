import { isWindowKind, METERS, type Meter } from '../shared/evidence.js';
import type { NewEvidence } from '../shared/limits.js';
import { parsePercent } from '../shared/parse-percent.js';
import { type Flags, instantFlag } from './flags.js';

/** What `tidemark limits ...` asks for, where a history is needed for it. */
export type LimitCommand =
  | { readonly kind: 'show' }
  | { readonly kind: 'export' }
  /** `-` is standard input. */
  | { readonly kind: 'import'; readonly file: string }
  /** `meter` null: that of the settings counts. */
  | { readonly kind: 'add'; readonly meter: Meter | null; readonly said: SaidOfLimit };

/** What is added here, but for whose limit it is. */
export type SaidOfLimit =
  | Omit<Extract<NewEvidence, { kind: 'reading' }>, 'meter'>
  | Omit<Extract<NewEvidence, { kind: 'hit' }>, 'meter'>;

const ADD_FLAGS = ['window', 'meter', 'at', 'resets'] as const;
export const LIMIT_FLAGS: readonly string[] = ADD_FLAGS;

const WORDS = 'limits is followed by show, learn, export, import FILE or add.';
const ADD_WORDS = 'limits add is followed by reading PERCENT or hit.';

/** A text says why it cannot be done. */
export function readLimitWords(words: readonly string[], flags: Flags): LimitCommand | string {
  const [verb, ...rest] = words;
  if (verb === 'add') return readAdded(rest, flags);
  const foreign = ADD_FLAGS.find((flag) => flags[flag] !== undefined);
  if (foreign !== undefined) return `--${foreign} belongs to limits add.`;
  if (verb === 'import') {
    const [file, ...more] = rest;
    return file && more.length === 0
      ? { kind: 'import', file }
      : 'limits import is followed by one file, or - for standard input.';
  }
  if (verb !== 'show' && verb !== 'export') return WORDS;
  return rest.length > 0 ? `limits ${verb} takes no further words.` : { kind: verb };
}

function readAdded(
  [what, percent, ...more]: readonly string[],
  flags: Flags,
): LimitCommand | string {
  const isReading = what === 'reading';
  if ((!isReading && what !== 'hit') || more.length > 0) return ADD_WORDS;
  if (!isReading && percent !== undefined) return ADD_WORDS;
  if (!isReading && flags.resets !== undefined) return '--resets belongs to limits add reading.';
  const meter = METERS.find((known) => known === flags.meter) ?? null;
  if (flags.meter !== undefined && meter === null) return `--meter is ${METERS.join(' or ')}.`;
  const [at, resetsAt] = [timeFlag(flags.at), timeFlag(flags.resets)];
  if (at === undefined) return '--at is an ISO time.';
  if (resetsAt === undefined) return '--resets is an ISO time.';
  if (resetsAt !== null && at !== null && resetsAt <= at) return '--resets must be after --at.';
  const window = flags.window ?? 'weekly';
  if (!isWindowKind(window)) return '--window is weekly, five_hour or weekly:MODELS.';
  if (!isReading) return { kind: 'add', meter, said: { kind: 'hit', window, at } };
  const pct = parsePercent(percent ?? '');
  if (pct === null) return 'limits add reading needs a percentage, like 82 or 82.5.';
  return { kind: 'add', meter, said: { kind: 'reading', window, pct, at, resetsAt } };
}

/** Undefined: it is no time. */
const timeFlag = (flag: Flags[string]): number | null | undefined =>
  flag === undefined ? null : (instantFlag(flag) ?? undefined);
