import type { Meter, WindowKind } from './evidence.js';
import { plainName } from './plain-name.js';

export interface NamedWindow {
  readonly meter: Meter;
  readonly window: WindowKind;
}

/** In a few letters, beside a window. */
export const METER_NAMES: Readonly<Record<Meter, string>> = { api: 'API', plan: 'Claude plan' };

export const windowKey = ({ meter, window }: NamedWindow) => `${meter} ${window}`;

/** The family of models of a weekly window of its own. */
export function nameFamily(window: WindowKind): string | null {
  if (!window.startsWith('weekly:')) return null;
  const label = plainName(window.slice('weekly:'.length), 40) || 'unnamed';
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

/** "Week", "5-hour window", "Week, Opus". */
export function nameWindow(window: WindowKind): string {
  if (window === 'five_hour') return '5-hour window';
  const family = nameFamily(window);
  return family === null ? 'Week' : `Week, ${family}`;
}

/** "Week, Opus, Claude plan": among windows of both meters. */
export const nameWindowOf = ({ meter, window }: NamedWindow) =>
  `${nameWindow(window)}, ${METER_NAMES[meter]}`;

/** "weekly limit", "5-hour limit", "weekly Opus limit". */
export function nameLimit(window: WindowKind): string {
  if (window === 'five_hour') return '5-hour limit';
  const family = nameFamily(window);
  return family === null ? 'weekly limit' : `weekly ${family} limit`;
}
