import { describe, expect, it } from 'vitest';
import {
  checkAdminKey,
  lastFourOf,
  looksLikeAdminKey,
} from '../../../src-main/core/connection/check-admin-key.js';

const KEY = 'sk-ant-admin01-marked-fake-for-tests-AbCd';
const kindOf = (pasted: string) => {
  const checked = checkAdminKey(pasted);
  return checked.ok ? checked.value : checked.failure.kind;
};

describe('W9: a key as people paste it', () => {
  it.each([
    ['as it is', KEY],
    ['with spaces around', `  ${KEY} `],
    ['with a newline after', `${KEY}\n`],
    ['with Windows line ends around', `\r\n${KEY}\r\n`],
    ['with a tab', `\t${KEY}`],
    ['with a no-break space', `\u00a0${KEY}\u00a0`],
    ['in double quotes', `"${KEY}"`],
    ['in single quotes', `'${KEY}'`],
    ['in back ticks', `\`${KEY}\``],
    ['in quotes with spaces inside', `" ${KEY} "`],
    ['with Bearer before', `Bearer ${KEY}`],
    ['with bearer in small letters', `bearer   ${KEY}`],
    ['with Bearer in quotes', `"Bearer ${KEY}"`],
    ['with a zero-width space inside', `${KEY.slice(0, 9)}\u200b${KEY.slice(9)}`],
    ['with a byte order mark before', `\ufeff${KEY}`],
  ])('%s is cleaned', (_, pasted) => {
    expect(kindOf(pasted)).toBe(KEY);
  });

  it.each([
    ['nothing', ''],
    ['spaces only', '   '],
    ['two lines', `${KEY}\n${KEY}`],
    ['broken over two lines', `${KEY.slice(0, 20)}\n${KEY.slice(20)}`],
    ['a space inside', `${KEY.slice(0, 20)} ${KEY.slice(20)}`],
    ['a control character', `${KEY}\u0007x`],
    ['letters that only look alike', KEY.replace('a', '\u0430')],
    ['a header line', `x-api-key: ${KEY}`],
    ['19 characters', 'sk-ant-admin01-12345'.slice(0, 19)],
    ['301 characters', `sk-ant-admin01-${'a'.repeat(286)}`],
    ['unbalanced quotes', `"${KEY}\n'`],
  ])('%s is no key', (_, pasted) => {
    expect(kindOf(pasted)).toBe('key-malformed');
  });

  it.each([20, 300])('%d characters are still a key', (length) => {
    const key = `sk-ant-admin01-${'a'.repeat(length - 15)}`;
    expect(kindOf(key)).toBe(key);
  });
});

describe('W10: a key of another kind', () => {
  it.each([
    'sk-proj-abcdefghijklmnopqrstuvwxyz',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'SK-ANT-ADMIN01-abcdefghijklmnop',
    `x${KEY}`,
  ])('%s is told to be of the wrong kind', (pasted) => {
    expect(kindOf(pasted)).toBe('key-wrong-kind');
  });

  it('another key of Anthropic is let through to be tried: its prefix does not decide', () => {
    const other = 'sk-ant-api03-marked-fake-for-tests';
    expect(kindOf(other)).toBe(other);
    expect(looksLikeAdminKey(other)).toBe(false);
    expect(looksLikeAdminKey(KEY)).toBe(true);
  });
});

it('S9: a failure never carries any of what was pasted', () => {
  for (const pasted of [`${KEY} x`, `x${KEY}`, `${KEY}\n${KEY}`]) {
    expect(JSON.stringify(checkAdminKey(pasted))).not.toContain('marked-fake');
  }
});

it('S12: only the last four characters stand for the key', () => {
  expect(lastFourOf(KEY)).toBe('AbCd');
});
