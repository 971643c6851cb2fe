import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LimitMemory } from '../../../src-main/core/limits/limit-ports.js';
import type { Evidence } from '../../../src-main/shared/evidence.js';
import { seeded } from '../../fakes/arbitraries.js';
import { openMemoryStore, openUnclosedStore } from '../../fakes/memory-store.js';
import {
  clearAwayAfterEach,
  close,
  HOUR,
  mustOpen,
  NOW,
  openStore,
  rawDatabase,
  START,
  temporaryPath,
} from './keeping.js';
import {
  message,
  peak,
  piece,
  reading,
  sighting,
  someEvidence,
  unknownSighting,
} from './some-limits.js';

clearAwayAfterEach();

const DONE = { ok: true, value: null };
const idsOf = (limits: LimitMemory) => limits.readEvidence().map(({ id }) => id);

const inOrder = (records: Iterable<Evidence>) =>
  [...records].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));

describe('evidence', () => {
  test('comes back as it was written: nulls, odd windows, fractions, any text', () => {
    const ids = fc.uuid();
    const property = fc.property(
      fc.uniqueArray(someEvidence(ids), { selector: ({ id }) => id, maxLength: 6 }),
      (records) => {
        const store = openUnclosedStore();
        expect(store.limits.addEvidence(records)).toEqual({ ok: true, value: records.length });
        expect(store.limits.readEvidence()).toEqual(inOrder(records));
        store.close();
      },
    );
    fc.assert(property, { ...seeded, numRuns: 150 });
  });

  test('is what adding, saving and deleting in any order leave of it', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add'), records: fc.array(someEvidence(id)) }),
      fc.record({ kind: fc.constant('save'), records: fc.array(someEvidence(id)) }),
      fc.record({ kind: fc.constant('delete'), ids: fc.array(id) }),
    );
    const property = fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const store = openUnclosedStore();
      const held = new Map<string, Evidence | null>();
      for (const { kind, ...what } of steps) {
        if ('ids' in what) {
          expect(store.limits.deleteEvidence(what.ids)).toEqual(DONE);
          for (const gone of what.ids) held.set(gone, null);
        } else if (kind === 'save') {
          expect(store.limits.saveEvidence(what.records)).toEqual(DONE);
          for (const record of what.records) held.set(record.id, record);
        } else {
          const before = held.size;
          for (const record of what.records) {
            if (!held.has(record.id)) held.set(record.id, record);
          }
          const added = store.limits.addEvidence(what.records);
          expect(added).toEqual({ ok: true, value: held.size - before });
        }
        const left = [...held.values()].filter((record) => record !== null);
        expect(store.limits.readEvidence()).toEqual(inOrder(left));
      }
      store.close();
    });
    fc.assert(property, { ...seeded, numRuns: 150 });
  });

  test('that a person deleted does not come back by itself, but by a person', () => {
    const { limits } = openMemoryStore();
    limits.addEvidence([reading('a'), reading('b')]);
    limits.deleteEvidence(['a', 'never seen']);
    expect(limits.addEvidence([reading('a'), reading('never seen')])).toEqual({
      ok: true,
      value: 0,
    });
    expect(idsOf(limits)).toEqual(['b']);
    expect(['a', 'b', 'unknown'].map(limits.isEvidenceDeleted)).toEqual([true, false, false]);
    limits.saveEvidence([reading('a', { pct: 5 })]);
    expect(limits.isEvidenceDeleted('a')).toBe(false);
    expect(limits.readEvidence()).toEqual([reading('a', { pct: 5 }), reading('b')]);
  });

  test('that was deleted leaves nothing of itself but that it was', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.limits.addEvidence([reading('a', { note: 'a secret note' })]);
    store.limits.deleteEvidence(['a']);
    close(store);
    const rows = rawDatabase(path).prepare('SELECT * FROM evidence').all();
    expect(rows).toMatchObject([{ record: null }]);
  });

  test('has a newer revision after each write, whoever writes, and is read as it is then', () => {
    const path = temporaryPath();
    const [one, other] = [mustOpen(path), mustOpen(path)];
    let before = one.limits.readEvidenceRevision();
    const writes = [
      () => one.limits.addEvidence([reading('a')]),
      () => other.limits.addEvidence([reading('b')]),
      () => other.limits.saveEvidence([reading('a', { pct: 5 })]),
      () => one.limits.saveEvidence([reading('a', { pct: 6 })]),
      () => other.limits.deleteEvidence(['b']),
      () => one.limits.addEvidence([reading('c'), reading('d')]),
    ];
    for (const write of writes) {
      expect(write().ok).toBe(true);
      const revision = one.limits.readEvidenceRevision();
      expect(revision).toBeGreaterThan(before);
      expect(other.limits.readEvidenceRevision()).toBe(revision);
      expect(other.limits.readEvidence()).toEqual(one.limits.readEvidence());
      before = revision;
    }
    expect(one.limits.readEvidence().map(({ pct }) => pct)).toEqual([6, 82, 82]);
    // What is no evidence changes none of it.
    one.limits.saveLearned('text');
    expect(one.limits.readEvidenceRevision()).toBe(before);
  });

  test('changed behind the app’s back is left out, and can be found again', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.limits.addEvidence([reading('a'), reading('b', { at: START + 1 })]);
    expect(idsOf(store.limits)).toEqual(['a', 'b']);
    rawDatabase(path).exec(`UPDATE evidence SET record = replace(record, ':82', ':28')
      WHERE record LIKE '%"id":"a"%'`);
    expect(idsOf(store.limits)).toEqual(['b']);
    expect(store.limits.addEvidence([reading('a'), reading('b')])).toEqual({ ok: true, value: 1 });
    expect(store.limits.readEvidence()[0]).toEqual(reading('a'));
  });
});

describe('what transcripts tell of limits', () => {
  test('comes back, oldest first, and a row that is read again replaces itself', () => {
    const { limits } = openMemoryStore();
    const near = { ...sighting('near', START - 1), window: null, pct: 82.5, resetsAt: null };
    limits.addTranscriptPiece(
      piece({ sightings: [sighting('hit'), near], unknown: [unknownSighting('u')] }),
    );
    const better = { ...sighting('hit'), window: 'weekly:opus' } as const;
    limits.addTranscriptPiece(piece({ sightings: [better] }));
    expect(limits.readSightings()).toEqual([near, better]);
    expect(limits.readUnknownSightings()).toEqual([unknownSighting('u')]);
  });

  test('is forgotten with marks and use; evidence, peaks and what was learned stay', () => {
    const { limits } = openMemoryStore();
    const all = piece({
      marks: [{ file: 'f', offset: 10, identity: 'i' }],
      messages: [message('m', START, 7)],
      sightings: [sighting('s')],
      unknown: [unknownSighting('u')],
    });
    const span = { from: START, to: START + HOUR };
    limits.addTranscriptPiece(all);
    limits.addEvidence([reading('a')]);
    limits.saveLearned('{}');
    limits.replacePeaks(span, [peak(START, 3)], NOW);
    expect(limits.forgetTranscripts()).toEqual(DONE);
    expect(limits.readTranscriptMarks()).toEqual([]);
    expect(limits.readSightings()).toEqual([]);
    expect(limits.readUnknownSightings()).toEqual([]);
    expect(limits.readPlanSpan()).toBeNull();
    expect(limits.readPlanUse(span, 'hour')).toEqual([]);
    expect(limits.readPlanUse(span, 'minute')).toEqual([]);
    expect(idsOf(limits)).toEqual(['a']);
    expect(limits.readLearned()).toBe('{}');
    expect(limits.readPeaks(span)).toHaveLength(1);
    limits.addTranscriptPiece(all);
    expect(limits.readPlanUse(span, 'hour')).toHaveLength(1);
    expect(limits.readTranscriptMarks()).toEqual(all.marks);
  });

  test('has one mark a file, the one that was saved last', () => {
    const { limits } = openMemoryStore();
    const marks = (offset: number, identity: string) => [{ file: 'f', offset, identity }];
    for (const [offset, identity] of [
      [10, 'i'],
      [70, 'i'],
      [5, 'another'],
    ] as const) {
      limits.addTranscriptPiece(piece({ marks: marks(offset, identity) }));
      expect(limits.readTranscriptMarks()).toEqual(marks(offset, identity));
    }
  });
});

describe('peaks of minutes', () => {
  test('are replaced by the hour; an hour without any is held all the same', () => {
    const { limits } = openMemoryStore();
    const three = { from: START, to: START + 3 * HOUR };
    const tokens = { limiter: 'input_tokens_per_minute' } as const;
    const first = [peak(START, 3), peak(START + HOUR, 9), peak(START + HOUR, 400, tokens)];
    expect(limits.replacePeaks(three, first, NOW)).toEqual(DONE);
    const middle = { from: START + HOUR, to: START + 2 * HOUR };
    limits.replacePeaks(middle, [peak(START + HOUR, 5)], NOW + 1);
    expect(limits.readPeaks(three)).toEqual([peak(START, 3), peak(START + HOUR, 5)]);
    expect(limits.readPeaks(middle)).toEqual([peak(START + HOUR, 5)]);
    expect([...limits.readPeakHours(three)]).toEqual([
      [START, NOW],
      [START + HOUR, NOW + 1],
      [START + 2 * HOUR, NOW],
    ]);
    expect([...limits.readPeakHours(middle).keys()]).toEqual([START + HOUR]);
  });

  test('take no part in the coverage of the reports', () => {
    const store = openMemoryStore();
    store.limits.replacePeaks({ from: START, to: START + HOUR }, [peak(START, 3)], NOW);
    for (const pair of ['legacy', 'analytics'] as const) {
      const { hours, days, minuteHours, claudeCodeDays } = store.ofPair(pair).readCoverage();
      expect([hours.size, days.size, minuteHours.size, claudeCodeDays.size]).toEqual([0, 0, 0, 0]);
    }
  });
});

describe('the memory of a history', () => {
  test('is one for both pairs of reports', () => {
    const store = openMemoryStore();
    store.ofPair('analytics').limits.addEvidence([reading('a')]);
    store.limits.saveLearned('text');
    expect(idsOf(store.ofPair('legacy').limits)).toEqual(['a']);
    expect(idsOf(store.limits)).toEqual(['a']);
    expect(store.ofPair('analytics').limits.readLearned()).toBe('text');
  });

  test('survives a close, and says that nothing was learned before it was', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    expect(store.limits.readLearned()).toBeNull();
    expect(store.limits.readPlanSpan()).toBeNull();
    store.limits.addTranscriptPiece(piece({ messages: [message('m', START, 7)] }));
    store.limits.addEvidence([reading('a')]);
    close(store);
    const { limits } = mustOpen(path);
    expect(idsOf(limits)).toEqual(['a']);
    expect(limits.readPlanSpan()).toEqual({ from: START, to: START });
  });

  test('D5: read-only, everything is read and nothing written; what is no news is no failure', () => {
    const path = temporaryPath();
    const writing = mustOpen(path);
    writing.limits.addEvidence([reading('a')]);
    writing.limits.addTranscriptPiece(piece({ messages: [message('m', START, 7)] }));
    close(writing);
    const before = readFileSync(path);
    const { limits } = mustOpen(path, true);
    expect(idsOf(limits)).toEqual(['a']);
    expect(limits.readPlanUse({ from: START, to: START + HOUR }, 'minute')).toHaveLength(1);
    expect(limits.addEvidence([reading('a')])).toEqual({ ok: true, value: 0 });
    expectRefused(limits, 'storage-read-only');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('F16: of a newer version, everything is read and each write says why it is refused', () => {
    const path = temporaryPath();
    const writing = mustOpen(path);
    writing.limits.addEvidence([reading('a')]);
    close(writing);
    const raw = rawDatabase(path);
    raw.exec('PRAGMA user_version = 99; ALTER TABLE evidence ADD COLUMN newer TEXT');
    raw.close();
    const { opened } = openStore(path);
    if (!opened.ok) throw new Error(opened.failure.kind);
    expect(idsOf(opened.value.limits)).toEqual(['a']);
    expectRefused(opened.value.limits, 'storage-newer');
    opened.value.close();
  });
});

function expectRefused(limits: LimitMemory, kind: string): void {
  const span = { from: START, to: START + HOUR };
  for (const written of [
    limits.addEvidence([reading('b')]),
    limits.saveEvidence([reading('b')]),
    limits.deleteEvidence(['a']),
    limits.addTranscriptPiece(piece({ messages: [message('n', START, 1)] })),
    limits.forgetTranscripts(),
    limits.saveLearned('{}'),
    limits.replacePeaks(span, [], NOW),
  ]) {
    expect(written).toMatchObject({ ok: false, failure: { kind } });
  }
}
