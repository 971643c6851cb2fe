import fc from 'fast-check';
import type {
  LimitSighting,
  MinutePeak,
  PlanMessage,
  TranscriptPiece,
  UnknownSighting,
} from '../../../src-main/core/limits/limit-ports.js';
import {
  EVIDENCE_KINDS,
  EVIDENCE_SOURCES,
  type Evidence,
  LIMIT_UNITS,
  METERS,
  type Use,
  type WindowKind,
} from '../../../src-main/shared/evidence.js';
import type { HourStart, MinuteStart } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { someTokens } from '../../fakes/arbitraries.js';
import { DAY, HOUR, START } from './keeping.js';

/** JSON knows one zero only. */
const amount = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (value === 0 ? 0 : value));
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'Überschwemmung 🌊', '"; DROP TABLE evidence', '\u0000', '\ud800'),
);
const instant = fc.integer({ min: 0, max: START + 400 * DAY });
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const use: fc.Arbitrary<Use> = fc
  .dictionary(fc.constantFrom(...LIMIT_UNITS), fc.tuple(amount, amount))
  .map((byUnit) => ({ ...byUnit }));

export const someWindow: fc.Arbitrary<WindowKind> = fc.oneof(
  fc.constantFrom<WindowKind>('five_hour', 'weekly'),
  text.map((label): WindowKind => `weekly:${label}`),
);

export const someEvidence = (id: fc.Arbitrary<string>): fc.Arbitrary<Evidence> =>
  fc.record({
    id,
    meter: fc.constantFrom(...METERS),
    kind: fc.constantFrom(...EVIDENCE_KINDS),
    window: someWindow,
    at: instant,
    start: orNull(instant),
    end: orNull(instant),
    used: orNull(use),
    settled: orNull(use),
    pct: orNull(amount),
    half: orNull(amount),
    since: orNull(instant),
    source: fc.constantFrom(...EVIDENCE_SOURCES),
    isExact: fc.boolean(),
    isPartlySeen: fc.boolean(),
    note: orNull(text),
    isIgnored: fc.boolean(),
  });

/** Of few ids, so that copies meet; times within two days, so that hours fill. */
export const someMessage: fc.Arbitrary<PlanMessage> = fc.record({
  id: fc.nat(30).map((count) => `message-${count}`),
  at: fc.integer({ min: START, max: START + 2 * DAY }),
  model: fc.constantFrom('claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-4-5-20250929'),
  tokens: someTokens,
});

export const reading = (id: string, more: Partial<Evidence> = {}): Evidence => ({
  id,
  meter: 'plan',
  kind: 'reading',
  window: 'weekly',
  at: START,
  start: START - DAY,
  end: START + 6 * DAY,
  used: { usd: [41.2, 44], ieq: [6.1, 6.4] },
  settled: null,
  pct: 82,
  half: 0.5,
  since: null,
  source: 'statusline',
  isExact: false,
  isPartlySeen: false,
  note: null,
  isIgnored: false,
  ...more,
});

export const message = (id: string, at: number, output: number): PlanMessage => ({
  id,
  at,
  model: 'claude-opus-5-5',
  tokens: { ...NO_TOKENS, output },
});

export const sighting = (id: string, at = START): LimitSighting => ({
  id,
  at,
  window: 'weekly',
  resetsAt: at + DAY,
  pct: null,
  source: 'record',
});

export const unknownSighting = (id: string, at = START): UnknownSighting => ({
  id,
  at,
  text: 'You’ve reached a limit nobody knows',
});

export const peak = (hour: number, value: number, more: Partial<MinutePeak> = {}): MinutePeak => ({
  // START is the start of an hour, and the tests count on from it.
  hour: hour as HourStart,
  group: 'claude-opus-5,claude-opus-5-5',
  limiter: 'requests_per_minute',
  value,
  at: (hour + HOUR / 2) as MinuteStart,
  ...more,
});

type Piece = Omit<TranscriptPiece, 'progress'>;

export const piece = (more: Partial<Piece>): Piece => ({
  marks: [],
  messages: [],
  sightings: [],
  unknown: [],
  ...more,
});
