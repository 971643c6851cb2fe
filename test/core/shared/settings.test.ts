import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  isTimeZone,
  refusedSetting,
  type Settings,
  settingsFields,
  settingsPatchSchema,
  settingsSchema,
} from '../../../src-main/shared/settings.js';

const OWN_PRICE = {
  model: 'claude-next',
  from: null,
  uncachedInput: 3,
  cacheCreation5m: 3.75,
  cacheCreation1h: 6,
  cacheRead: 0.3,
  output: 15,
};
const BAD: { readonly [Name in keyof Settings]: readonly unknown[] } = {
  weeklyResetWeekday: [-1, 7, 1.5, '0', null],
  weeklyResetTime: ['24:00', '9:00', '09:60', '0900', '10:59:00', ' 10:59', null, 659],
  weeklyResetZone: ['', 'Mars/Phobos', 'Europe/Oslo; drop', 'x'.repeat(100), null, 5],
  weeklyLimitMicrocents: [0, -1, 0.5, 9_000_000_000_000_001, '100', Number.NaN, undefined],
  timeZone: ['', 'Nowhere', 3],
  trayContent: ['cost', '', null],
  refreshMinutes: [1, 61, 5.5, '5', 0],
  theme: ['blue', null],
  startAtLogin: [1, 'true', null],
  notifyWeekly: [0, 'false', null],
  historyDays: [0, 31, 395, '30'],
  reportPair: ['', 'both', null, true],
  isBackfillPaused: [0, 'true', null],
  weekMeter: ['', 'both', null, 1],
  readsTranscripts: [1, 'true', null],
  priceOverrides: [
    null,
    [OWN_PRICE, { ...OWN_PRICE, model: '' }],
    [{ ...OWN_PRICE, output: -1 }],
    [{ ...OWN_PRICE, output: 100_001 }],
    [{ ...OWN_PRICE, output: Number.NaN }],
    [{ ...OWN_PRICE, from: '21.11.2026' }],
    [{ ...OWN_PRICE, more: 1 }],
    Array.from({ length: 101 }, () => OWN_PRICE),
  ],
};
const names = Object.keys(BAD) as (keyof Settings)[];
const cases = names.flatMap((name) => BAD[name].map((value) => [name, value] as const));

describe('settings', () => {
  it('default to Sunday 10:59 UTC, no limit, five minutes, thirty days', () => {
    expect(settingsSchema.parse({})).toEqual(defaultSettings);
    expect(defaultSettings).toMatchObject({
      weeklyResetWeekday: 0,
      weeklyResetTime: '10:59',
      weeklyResetZone: 'UTC',
      weeklyLimitMicrocents: null,
      timeZone: null,
      refreshMinutes: 5,
      historyDays: 30,
      reportPair: 'legacy',
      isBackfillPaused: false,
    });
  });

  it('each have a case of bad values here and a sentence for the person', () => {
    expect(names.sort()).toEqual(Object.keys(settingsFields).sort());
    for (const name of names) expect(refusedSetting[name]).toMatch(/^\p{Lu}.+\.$/u);
  });

  it.each(cases)('D10: %s refuses %j, alone: the other fields stay valid', (name, value) => {
    if (value !== undefined) expect(settingsFields[name].safeParse(value).success).toBe(false);
    const others = names.filter((other) => other !== name);
    const kept = { ...defaultSettings, [name]: value };
    for (const other of others)
      expect(settingsFields[other].safeParse(kept[other]).success).toBe(true);
    expect(settingsPatchSchema.safeParse({ [name]: value }).success).toBe(value === undefined);
  });

  it.each([
    ['the longest week limit', { weeklyLimitMicrocents: 9_000_000_000_000_000 }],
    ['no week limit', { weeklyLimitMicrocents: null }],
    ['the last minute of Saturday', { weeklyResetWeekday: 6, weeklyResetTime: '23:59' }],
    ['a zone at an odd offset', { timeZone: 'Asia/Kathmandu' }],
    ['the ends of the refresh range', { refreshMinutes: 2 }],
    ['the other end', { refreshMinutes: 60 }],
    ['nothing at all', {}],
  ])('a change may hold %s', (_, patch) => {
    expect(settingsPatchSchema.parse(patch)).toEqual(patch);
  });

  it('S8: a change with an unknown field is refused', () => {
    expect(settingsPatchSchema.safeParse({ theme: 'dark', adminKey: 'x' }).success).toBe(false);
  });

  it('a change does not fill in defaults: what is not named is not touched', () => {
    expect(settingsPatchSchema.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
  });

  it('a zone is known when the running ICU knows it', () => {
    expect(['UTC', 'Europe/Oslo', 'Australia/Lord_Howe'].map(isTimeZone)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['', 'Mars/Phobos', 'Europe/Oslo '].map(isTimeZone)).toEqual([false, false, false]);
  });
});
