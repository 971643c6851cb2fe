import type { Meter, WindowKind } from '../../../src-main/shared/evidence.js';
import { plainName } from '../../components/plain-name.js';

interface Named {
  readonly meter: Meter;
  readonly window: WindowKind;
}

/** Whose use is counted, and from what. */
export const METER_WORDS: Readonly<Record<Meter, string>> = {
  api: 'Organization’s API spend',
  plan: 'Your Claude plan',
};
/** In a few letters, beside a window. */
export const METER_NAMES: Readonly<Record<Meter, string>> = { api: 'API', plan: 'Claude plan' };
export const METER_SOURCES: Readonly<Record<Meter, string>> = {
  api: 'by the Admin reports',
  plan: 'by Claude Code on this computer',
};

export const windowKey = ({ meter, window }: Named) => `${meter} ${window}`;

/** The family of models of a weekly window of its own. */
export function familyOf(window: WindowKind): string | null {
  if (!window.startsWith('weekly:')) return null;
  const label = plainName(window.slice('weekly:'.length), 40) || 'unnamed';
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

/** "Week", "5-hour window", "Week, Opus". */
export function nameWindow(window: WindowKind): string {
  if (window === 'five_hour') return '5-hour window';
  const family = familyOf(window);
  return family === null ? 'Week' : `Week, ${family}`;
}

/** "weekly limit", "5-hour limit", "weekly Opus limit". */
export function nameLimit(window: WindowKind): string {
  if (window === 'five_hour') return '5-hour limit';
  const family = familyOf(window);
  return family === null ? 'weekly limit' : `weekly ${family} limit`;
}
