import { expect, test } from 'vitest';
import { findPlay } from '../../src-main/demo/fault-ids.js';

test('an id stands for its first play or the one it counts, a name for itself', () => {
  expect(findPlay('A13')).toEqual({ faults: ['cut-json'] });
  expect(findPlay('A13.2')).toEqual({ faults: ['reset-in-body'] });
  expect(findPlay('A38.4')).toEqual({ faults: [], options: { openDayCost: false } });
  expect(findPlay('A2')).toEqual({ faults: ['unauthorized:7-'] });
  expect(findPlay('rate-limited-30:2')).toEqual({ faults: ['rate-limited-30:2'] });
  for (const text of ['A0', 'A39', 'a13', 'A13.0', 'A13.3', 'A13:2', 'toString', ''])
    expect(findPlay(text)).toBeNull();
});
