import { expect } from 'vitest';
import { HOUR_MS } from '../../../src-main/shared/units.js';
import type { ReportPair } from '../../../src-main/shared/usage.js';
import { type Figures, rowsIn } from './figures-in.js';
import { NOW, type Struck, undisturbed, type World } from './world.js';

export const LATER = NOW + 25 * HOUR_MS;

const healthy = new Map<ReportPair, Promise<Figures>>();
/** What a world without the fault holds after the same sync. */
export function healthyFigures(pair: ReportPair): Promise<Figures> {
  const known = healthy.get(pair) ?? undisturbed(pair, LATER);
  healthy.set(pair, known);
  return known;
}

/** The answers were read in spite of the fault, and nothing is different for it. */
export async function expectUnharmed(world: Struck, pair: ReportPair): Promise<void> {
  expect(await world.sync()).toBeNull();
  expect(world.parts.tidemark.readSnapshot().sync.failure).toBeNull();
  expect(world.figures(pair)).toEqual(await healthyFigures(pair));
}

export const tokensByHour = ({ folder }: World, pair: ReportPair) =>
  rowsIn(
    folder,
    `SELECT start, sum(uncached_input + cache_creation_5m + cache_creation_1h + cache_read + output) AS tokens
      FROM usage_hour WHERE pair = '${pair}' GROUP BY start ORDER BY start`,
  );

/** One number, summed over what is held. */
export const sumOf = ({ folder }: World, expression: string, from: string) =>
  Number(rowsIn(folder, `SELECT coalesce(${expression}, 0) AS n FROM ${from}`)[0]?.n);
