import { expect, it } from 'vitest';
import { StorageError } from '../../../src-main/shared/storage-error.js';
import { clearAwayAfterEach, close, mustOpen, NOW, SPAN, temporaryPath } from './keeping.js';

clearAwayAfterEach();

const IN_USE = { kind: 'storage-busy', detail: 'ERR_INVALID_STATE' };

it('D7 a history that was closed under somebody’s hands is in use, which is no mistake', () => {
  const store = mustOpen(temporaryPath());
  store.limits.readEvidence();
  close(store);
  for (const read of [
    store.limits.readEvidence,
    store.readSyncRecord,
    store.readCoverage,
    () => store.readHourTotals(SPAN),
  ]) {
    expect(read).toThrow(StorageError);
    expect(read).toThrow(expect.objectContaining({ failure: IN_USE }));
  }
  for (const written of [
    store.limits.deleteEvidence(['a']),
    store.limits.saveLearned('{}'),
    store.replaceHours(SPAN, [], NOW),
  ]) {
    expect(written).toEqual({ ok: false, failure: IN_USE });
  }
});
