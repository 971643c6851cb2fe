import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  LimitMemory,
  PlanMessage,
  PlanUse,
} from '../../../src-main/core/limits/limit-ports.js';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import { HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { NO_TOKENS, TOKEN_KINDS, type TokenCounts } from '../../../src-main/shared/usage.js';
import { seeded } from '../../fakes/arbitraries.js';
import { openMemoryStore, openUnclosedStore } from '../../fakes/memory-store.js';
import {
  clearAwayAfterEach,
  DAY,
  HOUR,
  mustOpen,
  rawDatabase,
  START,
  temporaryPath,
} from './keeping.js';
import { message, piece, sighting, someMessage, unknownSighting } from './some-limits.js';

clearAwayAfterEach();

const ALL = { from: START, to: START + 3 * DAY };
const MINUTE = 60_000;

function largerTokens(one: TokenCounts, other: TokenCounts): TokenCounts {
  const larger = { ...one };
  for (const kind of TOKEN_KINDS) larger[kind] = Math.max(one[kind], other[kind]);
  return larger;
}

/** What the messages come to, each counted once: told another way than the store does it. */
function sumUse(messages: readonly PlanMessage[], widthMs: number): readonly PlanUse[] {
  const single = new Map<string, PlanMessage>();
  for (const next of messages) {
    const held = single.get(next.id) ?? next;
    single.set(next.id, {
      id: next.id,
      at: Math.min(held.at, next.at),
      model: [held.model, next.model].sort()[0] ?? '',
      tokens: largerTokens(held.tokens, next.tokens),
    });
  }
  const sums = new Map<string, PlanUse>();
  for (const { at, model, tokens } of single.values()) {
    const start = Math.floor(at / widthMs) * widthMs;
    const sum = sums.get(`${start} ${model}`)?.tokens ?? NO_TOKENS;
    // Floored by the width above.
    const use = { start, model, tokens: addTokens(sum, tokens) } as PlanUse;
    sums.set(`${start} ${model}`, use);
  }
  return [...sums.values()].sort(
    (one, other) => one.start - other.start || (one.model < other.model ? -1 : 1),
  );
}

function expectUse(limits: LimitMemory, messages: readonly PlanMessage[]): void {
  expect(limits.readPlanUse(ALL, 'hour')).toEqual(sumUse(messages, HOUR_MS));
  expect(limits.readPlanUse(ALL, 'minute')).toEqual(sumUse(messages, MINUTE_MS));
}

/** Pieces of messages, some of them twice, in another order than they were made. */
const somePieces = fc
  .array(fc.array(someMessage, { maxLength: 12 }), { maxLength: 6 })
  .chain((pieces) =>
    fc.record({
      pieces: fc.constant(pieces),
      order: fc.shuffledSubarray(
        [...pieces.keys(), ...pieces.keys()].map((index, at) => ({ index, at })),
        { minLength: pieces.length },
      ),
    }),
  );

describe('use of a plan', () => {
  test('is the same in any order of pieces, each as often as one likes; hours are sums of messages', () => {
    const property = fc.property(somePieces, ({ pieces, order }) => {
      const store = openUnclosedStore();
      const given: PlanMessage[] = [];
      const indexes = [...order.map(({ index }) => index), ...pieces.keys()];
      for (const index of indexes) {
        const messages = pieces[index] ?? [];
        given.push(...messages);
        expect(store.limits.addTranscriptPiece(piece({ messages })).ok).toBe(true);
        expect(store.limits.readPlanUse(ALL, 'hour')).toEqual(sumUse(given, HOUR_MS));
      }
      expectUse(store.limits, pieces.flat());
      store.close();
    });
    fc.assert(property, { ...seeded, numRuns: 100 });
  });

  test('of a span is that of the hours and minutes which begin in it', () => {
    const { limits } = openMemoryStore();
    const messages = [
      message('a', START, 1),
      message('b', START + HOUR - 1, 2),
      message('c', START + HOUR, 4),
      message('d', START + HOUR + 90_000, 8),
    ];
    limits.addTranscriptPiece(piece({ messages }));
    const outputsIn = (from: number, to: number, grain: 'hour' | 'minute') =>
      limits.readPlanUse({ from, to }, grain).map(({ tokens }) => tokens.output);
    expect(outputsIn(START, START + HOUR, 'hour')).toEqual([3]);
    expect(outputsIn(START + 1, START + HOUR + 1, 'hour')).toEqual([12]);
    expect(outputsIn(START, START + HOUR, 'minute')).toEqual([1, 2]);
    expect(outputsIn(START + 1, START + HOUR, 'minute')).toEqual([2]);
    const second = START + HOUR + MINUTE;
    expect(outputsIn(second, second + 1, 'minute')).toEqual([8]);
    expect(limits.readPlanSpan()).toEqual({ from: START, to: START + HOUR + 90_000 });
  });

  test('moves to the hour of the earlier copy, and leaves nothing in the later one', () => {
    const { limits } = openMemoryStore();
    limits.addTranscriptPiece(piece({ messages: [message('a', START + HOUR, 5)] }));
    limits.addTranscriptPiece(piece({ messages: [message('a', START, 3)] }));
    expectUse(limits, [message('a', START, 5)]);
  });

  test('a piece that is read again writes nothing', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const raw = rawDatabase(path, true);
    const version = () => raw.prepare('PRAGMA data_version').get();
    const same = piece({
      marks: [{ file: 'f', offset: 10, identity: 'i' }],
      messages: [message('a', START, 5), message('b', START + HOUR, 6)],
      sightings: [sighting('s')],
      unknown: [unknownSighting('u')],
    });
    const empty = version();
    store.limits.addTranscriptPiece(same);
    const written = version();
    expect(written).not.toEqual(empty);
    expect(store.limits.addTranscriptPiece(same).ok).toBe(true);
    expect(mustOpen(path).limits.addTranscriptPiece(same).ok).toBe(true);
    expect(version()).toEqual(written);
    expectUse(store.limits, same.messages);
  });

  test('of a model that another process named or forgot first is under its own name', () => {
    const path = temporaryPath();
    const [one, other] = [mustOpen(path), mustOpen(path)];
    const of = (id: string, model: string) => ({ ...message(id, START, 1), model });
    one.limits.addTranscriptPiece(piece({ messages: [of('a', 'x'), of('b', 'y')] }));
    other.limits.forgetTranscripts();
    other.limits.addTranscriptPiece(piece({ messages: [of('c', 'z'), of('d', 'y')] }));
    one.limits.addTranscriptPiece(piece({ messages: [of('e', 'x')] }));
    expectUse(other.limits, [of('c', 'z'), of('d', 'y'), of('e', 'x')]);
  });
});
