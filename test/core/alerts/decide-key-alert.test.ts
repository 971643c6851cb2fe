import { describe, expect, it } from 'vitest';
import { decideKeyAlert } from '../../../src-main/core/alerts/decide-key-alert.js';
import type { AlertMark } from '../../../src-main/core/history-rows.js';
import type { KeyState } from '../../../src-main/shared/snapshot.js';
import { fine } from '../../fixtures/snapshots.js';

const told = (state: KeyState, lastSuccessAt: number | null, known: readonly AlertMark[] = []) =>
  decideKeyAlert(
    {
      ...fine,
      connection: { ...fine.connection, state },
      sync: { ...fine.sync, lastSuccessAt },
    },
    known,
  );

describe('A2: a key that was refused', () => {
  it('is told with the sentence of the failure', () => {
    const { alert, marks } = told('refused', 1_000);
    expect(alert).toMatchObject({ rule: 'key-refused', title: 'This key was not accepted' });
    expect(marks).toMatchObject([{ rule: 'key-refused', windowStart: 1_000, outcome: 'decided' }]);
  });

  it('is told once, and once more after it has worked again in between', () => {
    const { marks } = told('refused', 1_000);
    expect(told('refused', 1_000, marks).alert).toBeNull();
    expect(told('refused', 2_000, marks).alert).not.toBeNull();
  });

  it('is no news when it never worked', () => {
    expect(told('refused', null).alert).toBeNull();
  });

  it.each(['saved', 'locked', 'denied', 'gone', 'invalid', 'no-keychain'] as const)(
    'is not what %s says',
    (state) => {
      expect(told(state, 1_000)).toEqual({ marks: [], alert: null });
    },
  );
});
