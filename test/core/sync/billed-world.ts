import type { Tidemark } from '../../../src-main/core/tidemark.js';
import { createWorld, type World } from '../../fakes/app.js';
import type { Question } from '../../fakes/fake-admin-api.js';
import { at, costRow, dayAt } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';
import { usageOf } from '../used-world.js';

export const YESTERDAY = at('2026-11-20T09:30:00Z');
export const BILLED_DAY = dayAt('2026-11-20T00:00:00Z');

/** $15 of use yesterday, billed $14; connected. */
export async function billedWorld(): Promise<{ world: World; app: Tidemark }> {
  const world = createWorld();
  world.api.uses.push({ at: YESTERDAY, use: usageOf(1) });
  world.api.bill.set(BILLED_DAY, [costRow(1400)]);
  return { world, app: await world.connect() };
}

export const refuse = (world: World, kind: PlainKind | null, ...questions: readonly Question[]) => {
  world.api.disturb = ({ what }) => (kind && questions.includes(what) ? plainFailure(kind) : null);
};

export const features = (app: Tidemark) =>
  app.readSnapshot().sync.refusals.map(({ feature }) => feature);
