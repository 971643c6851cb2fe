import { expect, test } from 'vitest';
import { errorCode } from '../../../src-main/shared/error-code.js';

test.each([
  ['of the system', Object.assign(new Error('no such file'), { code: 'ENOENT' }), 'ENOENT'],
  ['of what is no Error', { code: 'ECONNRESET' }, 'ECONNRESET'],
  ['in numbers, as an aborted fetch has', { code: 20 }, null],
  ['that is missing', new Error('anything'), null],
  ['of nothing', null, null],
])('the code %s', (_case, error, code) => {
  expect(errorCode(error)).toBe(code);
});
