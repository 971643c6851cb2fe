import * as z from 'zod';
import { METERS } from './evidence.js';
import { REPORT_PAIRS } from './usage.js';

/** True when the running ICU knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const timeZone = z.string().max(64).refine(isTimeZone, 'unknown time zone');

/** USD per million tokens. */
const usdPerMillion = z.number().min(0).max(100_000);

const priceOverride = z.strictObject({
  model: z.string().min(1).max(200),
  /** UTC day it holds from; null: always. */
  from: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  uncachedInput: usdPerMillion,
  cacheCreation5m: usdPerMillion,
  cacheCreation1h: usdPerMillion,
  cacheRead: usdPerMillion,
  output: usdPerMillion,
});
export type PriceOverride = Readonly<z.infer<typeof priceOverride>>;

/** One schema per field: a bad field falls to its default, the others are kept (D10). */
export const settingsFields = {
  /** 0 is Sunday. */
  weeklyResetWeekday: z.number().int().min(0).max(6).default(0),
  weeklyResetTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('10:59'),
  weeklyResetZone: timeZone.default('UTC'),
  /** Microcents; null: no limit typed in. */
  weeklyLimitMicrocents: z
    .number()
    .int()
    .positive()
    .max(9_000_000_000_000_000)
    .nullable()
    .default(null),
  /** Zone of "today"; null follows the system. */
  timeZone: timeZone.nullable().default(null),
  trayContent: z.enum(['percent', 'percent-and-cost']).default('percent'),
  refreshMinutes: z.number().int().min(2).max(60).default(5),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  startAtLogin: z.boolean().default(false),
  notifyWeekly: z.boolean().default(true),
  historyDays: z.union([z.literal(30), z.literal(90), z.literal(396)]).default(30),
  /** The analytics pair is beta; where it is not offered the legacy pair is used. */
  reportPair: z.enum(REPORT_PAIRS).default('legacy'),
  isBackfillPaused: z.boolean().default(false),
  /** The user's own prices; each counts from its day on, before and instead of the table's. */
  priceOverrides: z.array(priceOverride).max(100).default([]),
  /** Whose weekly limit the week's percentage speaks of. */
  weekMeter: z.enum(METERS).default('api'),
  /** Claude Code's transcripts are read only when the person says so. */
  readsTranscripts: z.boolean().default(false),
} as const;

export const settingsSchema = z.object(settingsFields);
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});

/** A change from the window: known fields only. */
export const settingsPatchSchema = z
  .strictObject({
    weeklyResetWeekday: settingsFields.weeklyResetWeekday.removeDefault(),
    weeklyResetTime: settingsFields.weeklyResetTime.removeDefault(),
    weeklyResetZone: settingsFields.weeklyResetZone.removeDefault(),
    weeklyLimitMicrocents: settingsFields.weeklyLimitMicrocents.removeDefault(),
    timeZone: settingsFields.timeZone.removeDefault(),
    trayContent: settingsFields.trayContent.removeDefault(),
    refreshMinutes: settingsFields.refreshMinutes.removeDefault(),
    theme: settingsFields.theme.removeDefault(),
    startAtLogin: settingsFields.startAtLogin.removeDefault(),
    notifyWeekly: settingsFields.notifyWeekly.removeDefault(),
    historyDays: settingsFields.historyDays.removeDefault(),
    reportPair: settingsFields.reportPair.removeDefault(),
    isBackfillPaused: settingsFields.isBackfillPaused.removeDefault(),
    priceOverrides: settingsFields.priceOverrides.removeDefault(),
    weekMeter: settingsFields.weekMeter.removeDefault(),
    readsTranscripts: settingsFields.readsTranscripts.removeDefault(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** What to say beside a field whose value was refused. */
export const refusedSetting: Readonly<Record<keyof Settings, string>> = {
  weeklyResetWeekday: 'Choose a weekday.',
  weeklyResetTime: 'Enter a time of day, such as 10:59.',
  weeklyResetZone: 'This time zone is not known here. Try one like Europe/Oslo.',
  weeklyLimitMicrocents: 'Enter an amount in dollars above zero, or leave it empty.',
  timeZone: 'This time zone is not known here. Try one like Europe/Oslo.',
  trayContent: 'Choose what the tray shows.',
  refreshMinutes: 'Enter whole minutes from 2 to 60.',
  theme: 'Choose a theme.',
  startAtLogin: 'Choose on or off.',
  notifyWeekly: 'Choose on or off.',
  historyDays: 'Choose one of the ranges.',
  reportPair: 'Choose one of the two.',
  isBackfillPaused: 'Choose on or off.',
  weekMeter: 'Choose one of the two.',
  readsTranscripts: 'Choose on or off.',
  priceOverrides: 'Enter prices in dollars per million tokens, 0 to 100,000.',
};
