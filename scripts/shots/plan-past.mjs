import { runnerImport } from 'vite';
import { repoFolder } from '../set-up.mjs';

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * What a person with Claude Code on a plan did, was stopped by and was told, whose true limit
 * nobody but the inventor knows. It rose by 30 % in October 2026; `back` tells weeks of a quieter
 * year as if they were these.
 * @param {{ now: number, weeks: number, seed: number, back?: number }} options
 */
export async function inventPast({ now, weeks, seed, back = 0 }) {
  const demo = (name) => `./src-main/demo/${name}.ts`;
  const [{ createPlanWeek }, { planWeekOf }] = await Promise.all(
    ['plan-week', 'plan-limits'].map(async (name) => {
      const options = { configFile: false, root: repoFolder, logLevel: 'warn' };
      return (await runnerImport(demo(name), options)).module;
    }),
  );
  const later = back * WEEK_MS;
  const running = planWeekOf(now) - back;
  const told = Array.from({ length: weeks }, (_, index) =>
    createPlanWeek(seed, running - weeks + 1 + index),
  );
  const shift = (thing) => ({
    ...thing,
    at: thing.at + later,
    ...(thing.resetsAt === undefined ? {} : { resetsAt: thing.resetsAt + later }),
  });
  const of = (kind) => told.flatMap((week) => week[kind].map(shift)).filter(({ at }) => at <= now);
  return { messages: of('messages'), hits: of('hits'), readings: of('readings') };
}
