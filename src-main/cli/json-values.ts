import { formatInstant } from '../shared/format.js';
import type { Instant } from '../shared/units.js';

export const instantJson = (at: Instant | null) => (at === null ? null : formatInstant(at));

export const tenth = (value: number) => Math.round(value * 10) / 10;
