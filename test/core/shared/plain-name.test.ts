import { describe, expect, it } from 'vitest';
import { plainLine, plainName } from '../../../src-main/shared/plain-name.js';

describe('plainName', () => {
  it('keeps text text, on one line, without marks that reorder it', () => {
    expect(plainName('<b>x</b>')).toBe('<b>x</b>');
    expect(plainName('a\u202Egnp\u202C.exe\nb')).toBe('a gnp .exe b');
    expect(plainName(' \u200B\u2066 ')).toBe('');
    expect(plainName('x'.repeat(10_000)).length).toBe(64);
  });

  it('H2 H4: leaves nothing that cannot be seen, and piles up no marks', () => {
    const hidden = [
      '\u00ad',
      '\u200b',
      '\u200e',
      '\u2028',
      '\ufeff',
      '\u{e0061}',
      '\ud83d',
      '\u0000',
    ];
    for (const one of hidden) expect(plainName(`a${one}b`), JSON.stringify(one)).toBe('a b');
    expect(plainName(`e${'\u0301'.repeat(50)}`).length).toBeLessThan(5);
  });

  it('keeps an emoji whole, with its joints, and hides no others', () => {
    expect(plainName('👩‍🔬')).toBe('👩‍🔬');
    expect(plainName('👩🏽‍🔬 ❤️‍🔥')).toBe('👩🏽‍🔬 ❤️‍🔥');
    expect(plainName('a\u200db')).toBe('a b');
  });

  it('marks that it was cut, so that two names do not look equal to what they are not', () => {
    const key = 'k'.repeat(70);
    expect(plainName(key, 60)).toBe(`${'k'.repeat(59)}…`);
    expect(plainName('k'.repeat(60), 60)).toBe('k'.repeat(60));
    expect(plainName(`ab${'\u200b'.repeat(1000)}c`, 60)).toBe('ab…');
  });

  it('is never cut within a letter', () => {
    expect(plainName(`a${'😀'.repeat(40)}`, 40)).toBe(`a${'😀'.repeat(38)}…`);
    expect(plainName(`${'a'.repeat(8)}e\u0301bc`, 10)).toBe(`${'a'.repeat(8)}…`);
    expect(plainName(`${'a'.repeat(8)}👩‍🔬b`, 10)).toBe(`${'a'.repeat(8)}…`);
  });
});

describe('plainLine', () => {
  it('keeps the blanks of a line, and is as plain otherwise', () => {
    expect(plainLine('  "a":  "b\u202e"', 100)).toBe('  "a":  "b "');
    expect(plainLine('\tx', 100)).toBe('  x');
    expect(plainLine('x'.repeat(20), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});
