import type { FaultName } from '../../src-main/demo/faults.js';
import { createRandom, pickBetween, pickOne, type Random } from '../../src-main/demo/random.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../src-main/shared/units.js';
import { PASSING_FAULTS, REFUSALS, STOPPING_FAULTS } from './passing-faults.js';

export type Trouble =
  | { readonly kind: 'fault' | 'fault-over'; readonly name: FaultName }
  | { readonly kind: 'line'; readonly is: LineState; readonly isKnown: boolean }
  | {
      readonly kind: 'asleep';
      readonly forMs: number;
      readonly isTold: boolean;
      readonly isMonotonicAwake: boolean;
    }
  | { readonly kind: 'wall-clock'; readonly offsetMs: number }
  | { readonly kind: 'locked' | 'unlocked' }
  /** Killed at the n-th look at the clock from now: somewhere in the midst of a run. */
  | { readonly kind: 'killed'; readonly afterLooks: number }
  /** Somebody asks for a sync, as after a key was refused. */
  | { readonly kind: 'person' }
  | { readonly kind: 'midnight' };

/** The way to the API: open, refused at once, or broken off. */
export type LineState = 'up' | 'refused' | 'reset';

export type PlannedTrouble = Trouble & { readonly at: Instant };

export interface SoakPlan {
  readonly seed: number;
  readonly from: Instant;
  readonly to: Instant;
}

interface Spell {
  readonly from: Instant;
  readonly to: Instant;
}

/** The last hours are healthy, so that all may heal. */
const CALM_END_MS = 6 * HOUR_MS;
/** What was refused is asked for again a day later. */
const REFUSALS_HEAL_MS = 2 * DAY_MS;
const WALL_OFFSETS_MS = [
  90_000,
  -90_000,
  3 * HOUR_MS,
  -3 * HOUR_MS,
  26 * HOUR_MS,
  -26 * HOUR_MS,
  400 * DAY_MS,
  -400 * DAY_MS,
] as const;

/** Everything that goes wrong in the simulated days, always the same for one seed. */
export function planTroubles({ seed, from, to }: SoakPlan): readonly PlannedTrouble[] {
  const calmFrom = to - CALM_END_MS;
  /** Pauses and lengths are in minutes. */
  const spells = (name: string, pauses: Range, lengths: Range, until = calmFrom) =>
    planSpells(createRandom('soak', name, seed), { from, to: until }, pauses, lengths);
  const random = createRandom('soak', seed);
  const oneOf = <T>(choices: readonly [T, ...T[]]) => pickOne(random, choices);
  const isHeads = () => random() < 0.5;

  const passing = spells('passing', [60, 600], [5, 90]).flatMap((time) =>
    faulty(time, oneOf(PASSING_FAULTS)),
  );
  const refusals = spells('refusals', [1_000, 6_000], [5, 30], to - REFUSALS_HEAL_MS).flatMap(
    (time) => faulty(time, oneOf(REFUSALS)),
  );
  const stopped = spells('stopping', [2_000, 10_000], [10, 60]).flatMap((time) => [
    ...faulty(time, oneOf(STOPPING_FAULTS)),
    { kind: 'person' as const, at: time.to + MINUTE_MS },
  ]);
  const offline = spells('offline', [600, 4_000], [2, 180]).flatMap((time) =>
    spell(
      time,
      { kind: 'line', is: oneOf(['refused', 'reset']), isKnown: isHeads() },
      { kind: 'line', is: 'up', isKnown: true },
    ),
  );
  const asleep = spells('asleep', [1_000, 5_000], [10, 600]).map(
    (time): PlannedTrouble => ({
      kind: 'asleep',
      at: time.from,
      forMs: time.to - time.from,
      isTold: isHeads(),
      isMonotonicAwake: isHeads(),
    }),
  );
  const wrongClock = spells('wall clock', [2_000, 6_000], [5, 240]).flatMap((time) =>
    spell(
      time,
      { kind: 'wall-clock', offsetMs: oneOf(WALL_OFFSETS_MS) },
      { kind: 'wall-clock', offsetMs: 0 },
    ),
  );
  const locked = spells('locked', [1_000, 5_000], [0.05, 8]).flatMap((time) =>
    spell(time, { kind: 'locked' }, { kind: 'unlocked' }),
  );
  // The last process lives for two thirds of the time: its memory is watched.
  const killed = spells('killed', [1_200, 3_600], [1, 2], from + (to - from) / 3).map(
    ({ from: at }): PlannedTrouble => ({
      kind: 'killed',
      at,
      afterLooks: Math.floor(pickBetween(random, 0, 60)),
    }),
  );
  return [
    ...[...passing, ...refusals, ...stopped, ...offline, ...asleep, ...wrongClock, ...locked],
    ...killed,
    ...midnights({ from, to }),
  ].sort((one, other) => one.at - other.at);
}

type Range = readonly [low: number, high: number];

const spell = ({ from, to }: Spell, begin: Trouble, end: Trouble): PlannedTrouble[] => [
  { ...begin, at: from },
  { ...end, at: to },
];

const faulty = (time: Spell, name: FaultName) =>
  spell(time, { kind: 'fault', name }, { kind: 'fault-over', name });

function planSpells(random: Random, { from, to }: Spell, pauses: Range, lengths: Range): Spell[] {
  const spells: Spell[] = [];
  const minutes = ([low, high]: Range) => Math.round(pickBetween(random, low, high) * MINUTE_MS);
  // The first hours are for the first reading.
  let at = from + 2 * HOUR_MS + minutes([0, pauses[1]]);
  for (;;) {
    const end = at + minutes(lengths);
    if (end >= to) return spells;
    spells.push({ from: at, to: end });
    at = end + minutes(pauses);
  }
}

function midnights({ from, to }: Spell): PlannedTrouble[] {
  const first = Math.ceil(from / DAY_MS) * DAY_MS;
  const count = Math.max(0, Math.ceil((to - first) / DAY_MS));
  return Array.from({ length: count }, (_, day) => ({
    kind: 'midnight',
    at: first + day * DAY_MS,
  }));
}
