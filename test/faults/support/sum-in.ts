import { floorHour, type Span } from '../../../src-main/shared/units.js';
import { rowsIn } from './figures-in.js';
import type { World } from './world.js';

const COST = [
  'uncached_input',
  'cache_creation_5m',
  'cache_creation_1h',
  'cache_read',
  'output',
  'web_search',
]
  .map((kind) => `coalesce(cost_${kind}, 0)`)
  .join(' + ');

export const sumIn = ({ folder }: World, table: string, { from, to }: Span, expression = COST) =>
  Number(
    rowsIn(
      folder,
      `SELECT coalesce(sum(${expression}), 0) AS n FROM ${table} WHERE start >= ${from} AND start < ${to}`,
    )[0]?.n,
  );

/** The estimate of a span, added up here: whole hours, less the minutes of the first before it. */
export function estimateOf(world: World, { from, to }: Span): number {
  const hour = floorHour(from);
  return (
    sumIn(world, 'usage_hour', { from: hour, to }) -
    sumIn(world, 'usage_minute', { from: hour, to: from })
  );
}
