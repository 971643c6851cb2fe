import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LimitMemory } from '../../src-main/core/limits/limit-ports.js';
import {
  clearAwayAfterEach,
  DAY,
  HOUR,
  mustOpen,
  NOW,
  START,
  temporaryPath,
} from '../adapters/history-store/keeping.js';
import {
  message,
  peak,
  piece,
  reading,
  sighting,
  unknownSighting,
} from '../adapters/history-store/some-limits.js';
import { reads, writes } from './support/failing-sqlite.js';

vi.mock('@photostructure/sqlite', async (original) => {
  const { makeFailing } = await import('./support/failing-sqlite.js');
  return makeFailing(await original<typeof import('@photostructure/sqlite')>());
});

clearAwayAfterEach();

const SPAN = { from: START, to: START + DAY };

const everything = (limits: LimitMemory) => ({
  evidence: limits.readEvidence(),
  marks: limits.readTranscriptMarks(),
  sightings: limits.readSightings(),
  unknown: limits.readUnknownSightings(),
  hours: limits.readPlanUse(SPAN, 'hour'),
  minutes: limits.readPlanUse(SPAN, 'minute'),
  peaks: limits.readPeaks(SPAN),
  peakHours: [...limits.readPeakHours(SPAN)],
  learned: limits.readLearned(),
});

const full = piece({
  marks: [{ file: 'f', offset: 20, identity: 'i' }],
  messages: [message('a', START, 9), message('b', START, 1), message('c', START + HOUR, 1)],
  sightings: [sighting('s')],
  unknown: [unknownSighting('u')],
});

/** Each write, over a history that holds something of everything. */
const WRITES: Readonly<Record<string, (limits: LimitMemory) => { readonly ok: boolean }>> = {
  addEvidence: (limits) => limits.addEvidence([reading('a'), reading('b'), reading('c')]),
  saveEvidence: (limits) => limits.saveEvidence([reading('a', { pct: 3 }), reading('c')]),
  deleteEvidence: (limits) => limits.deleteEvidence(['a', 'c']),
  addTranscriptPiece: (limits) => limits.addTranscriptPiece(full),
  forgetTranscripts: (limits) => limits.forgetTranscripts(),
  replacePeaks: (limits) => limits.replacePeaks(SPAN, [peak(START, 8)], NOW + 1),
  saveLearned: (limits) => limits.saveLearned('{"a":1}'),
};

function started(): LimitMemory {
  const { limits } = mustOpen(temporaryPath());
  limits.addEvidence([reading('a')]);
  limits.addTranscriptPiece(
    piece({
      marks: [{ file: 'f', offset: 10, identity: 'i' }],
      messages: [message('a', START, 5)],
    }),
  );
  limits.replacePeaks(SPAN, [peak(START, 3), peak(START + HOUR, 4)], NOW);
  limits.saveLearned('{}');
  return limits;
}

describe.each([
  ['writes', writes],
  ['reads', reads],
] as const)('F8, F12: the n-th statement that %s fails', (_, nth) => {
  test.each(Object.keys(WRITES))(
    '%s is done or not done, and done when it is tried again',
    (name) => {
      onTestFinished(() => nth.arm(0));
      const write = WRITES[name] ?? (() => ({ ok: false }));
      const undisturbed = started();
      expect(write(undisturbed).ok).toBe(true);
      const end = everything(undisturbed);
      let failures = 0;
      for (let count = 1; ; count += 1) {
        const limits = started();
        const before = everything(limits);
        nth.arm(count);
        const written = write(limits);
        const { hasFailed } = nth;
        nth.arm(0);
        if (!hasFailed) break;
        failures += 1;
        expect(written.ok, `${count}`).toBe(false);
        expect(everything(limits), `${count}`).toEqual(before);
        expect(write(limits).ok).toBe(true);
        expect(everything(limits), `${count}`).toEqual(end);
      }
      if (nth === writes) expect(failures).toBeGreaterThanOrEqual(3);
    },
  );
});
