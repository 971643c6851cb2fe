import { expect, it } from 'vitest';
import { isWindowKind } from '../../../src-main/shared/evidence.js';

it.each(['five_hour', 'weekly', 'weekly:opus', 'weekly:Sonnet 4.5', 'weekly:Modèle-2', 'weekly:7'])(
  '%j is a kind of window',
  (text) => {
    expect(isWindowKind(text)).toBe(true);
  },
);

it.each([
  '',
  'daily',
  'weekly:',
  'weekly: opus',
  'weekly:opus ',
  'weekly:opus\n',
  'weekly:<b>',
  'weekly:{family}',
  'weekly:\u202eopus',
  'five_hour:opus',
  `weekly:${'x'.repeat(101)}`,
  null,
  7,
  ['weekly'],
])('%j is none', (value) => {
  expect(isWindowKind(value)).toBe(false);
});
