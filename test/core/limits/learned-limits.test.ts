import { describe, expect, it } from 'vitest';
import {
  type LearnedLimits,
  NOTHING_LEARNED,
  parseLearned,
  writeLearned,
} from '../../../src-main/core/limits/learned-limits.js';
import { fiveHours, opusWeek, planWeek as weeks } from '../../fixtures/limit-windows.js';

const planWeek = weeks.good;
const learned: LearnedLimits = {
  windows: [...Object.values(weeks), opusWeek, fiveHours],
  outliers: ['a'],
  passed: ['b'],
  misplaced: ['c'],
  profiles: { plan: [[null, 1.5], [0]] },
};
const text = writeLearned(learned);
const changed = (change: (value: Record<string, unknown>) => void) => {
  const value = JSON.parse(text);
  change(value);
  return JSON.stringify(value);
};

describe('what was learned', () => {
  it('is read as it was written', () => {
    expect(parseLearned(text)).toEqual(JSON.parse(JSON.stringify(learned)));
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['cut', text.slice(0, -20)],
    ['not JSON', '\0\0\0'],
    ['null', 'null'],
    ['a list', '[]'],
    ['of an older format', changed((value) => (value.format = 1))],
    ['without windows', changed((value) => delete value.windows)],
    ['of another meter', changed((value) => (value.windows = [{ ...planWeek, meter: 'x' }]))],
    ['of another window', changed((value) => (value.windows = [{ ...planWeek, window: 'day' }]))],
    ['without counts', changed((value) => (value.windows = [{ ...planWeek, counts: null }]))],
    ['with a word nobody knows', changed((v) => (v.windows = [{ ...planWeek, word: 'sure' }]))],
    ['with text for a number', changed((v) => (v.windows = [{ ...planWeek, confidence: '1' }]))],
    ['with use in pieces', changed((v) => (v.windows = [{ ...planWeek, used: { usd: [1] } }]))],
  ])('and is %s is learned anew', (_, broken) => {
    expect(parseLearned(broken)).toEqual(NOTHING_LEARNED);
  });
});
