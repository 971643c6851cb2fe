import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { createWorld, type World } from '../fakes/app.js';
import type { Question } from '../fakes/fake-admin-api.js';
import { at, priced, shared, tokens } from '../fakes/figures.js';
import { type PlainKind, plainFailure } from '../fakes/plain-failure.js';

export const ORGANIZATION = { id: 'org-fjord', name: 'Fjord Robotics' };
export const EARLIER_TODAY = at('2026-11-21T09:30:00Z');
const EARLIER_THIS_WEEK = at('2026-11-18T09:30:00Z');

/** So many million output tokens of Sonnet 4.5: $15 each. */
export const usageOf = (millions: number) => ({
  dimensions: { ...priced(), ...shared() },
  tokens: tokens({ output: millions * 1_000_000 }),
});

/** $30 of use earlier this week and $15 this morning, without a bill. */
export function usedWorld(): World {
  const world = createWorld();
  world.api.uses.push(
    { at: EARLIER_THIS_WEEK, use: usageOf(2) },
    { at: EARLIER_TODAY, use: usageOf(1) },
  );
  return world;
}

export const figures = ({ week, today, month, last24Hours }: Snapshot) => ({
  spent: week.spent.microcents,
  tokens: week.tokens,
  percent: week.percent,
  today: today.cost.microcents,
  month: month.cost.microcents,
  last24Hours,
});

export const failAll = (world: World, kind: PlainKind) => {
  world.api.disturb = () => plainFailure(kind);
};
export const asked = (world: World) => world.api.asked.map(({ what }) => what);
export const countOf = (world: World, question: Question) =>
  asked(world).filter((what) => what === question).length;
