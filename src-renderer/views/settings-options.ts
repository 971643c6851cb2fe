import type { Settings } from '../../src-main/shared/settings.js';

export interface Option<T> {
  readonly value: T;
  readonly label: string;
}

const WEEKDAY_NAMES = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
export const WEEKDAY_OPTIONS: readonly Option<number>[] = WEEKDAY_NAMES.map((label, value) => ({
  value,
  label,
}));

export const TRAY_CONTENTS: readonly Option<Settings['trayContent']>[] = [
  { value: 'percent', label: 'Percentage of the week' },
  { value: 'percent-and-cost', label: 'Percentage and today’s cost' },
];

export const REPORTS: readonly Option<Settings['reportPair']>[] = [
  { value: 'legacy', label: 'Usage and cost reports' },
  { value: 'analytics', label: 'Analytics (beta)' },
];

export const WEEK_METERS: readonly Option<Settings['weekMeter']>[] = [
  { value: 'api', label: 'Organization’s API spend' },
  { value: 'plan', label: 'My Claude plan' },
];

export const THEMES: readonly Option<Settings['theme']>[] = [
  { value: 'system', label: 'As the desktop' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export const HISTORY_DEPTHS: readonly Option<Settings['historyDays']>[] = [
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 396, label: '13 months' },
];

const MINUTES = [2, 5, 10, 15, 30, 60];
export const listMinutes = (current: number): readonly Option<number>[] =>
  [...new Set([...MINUTES, current])]
    .sort((a, b) => a - b)
    .map((value) => ({ value, label: `${value} min` }));

let zones: readonly string[] | null = null;

/** The zones this computer knows, UTC first, and the chosen one even if it is not among them. */
export function listZones(current: string | null): readonly Option<string>[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  const all = current === null || zones.includes(current) ? zones : [current, ...zones];
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
