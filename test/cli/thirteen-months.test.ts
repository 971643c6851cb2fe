import { expect, test } from 'vitest';
import { DAY, HOUR, inOrder, recompute } from './own-arithmetic.js';
import { recomputable, rowsOfJson } from './printed-rows.js';
import {
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';
import { readCost, readUsage } from './wire-reading.js';

cleanUpAfter('each');

const SINCE = '2025-10-21T00:00:00Z';
const TO = '2026-11-22T00:00:00Z';

test('sync --since reaches back 13 months, and months and weeks equal the raw rows', async () => {
  const simulator = await startSimulator({ seed: 5 });
  const folder = temporaryFolder();
  const here = setting(simulator, folder);
  const synced = await runTidemark(['sync', '--since', SINCE, '--json'], here);
  expect(synced).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(synced.stdout).sync.coverage).toEqual({
    from: SINCE,
    to: '2026-11-21T21:00:00Z',
    gaps: [],
  });

  const groupBy = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];
  const to = '2026-11-21T21:00:00Z';
  const usage = await readUsage(simulator.url, { from: SINCE, to, width: '1h', groupBy });
  const cost = await readCost(simulator.url, SINCE, TO);
  expect(usage).toHaveLength((Date.parse(to) - Date.parse(SINCE)) / HOUR);
  expect(cost).toHaveLength((Date.parse(TO) - Date.parse(SINCE)) / DAY);
  const models = new Set(usage.flatMap(({ results }) => results.map(({ model }) => model)));
  expect(models.size).toBeGreaterThan(14);

  for (const [grain, by] of [
    ['month', 'model'],
    ['month', 'token_kind'],
    ['week', 'service_tier'],
    ['day', 'none'],
    ['hour', 'model'],
  ] as const) {
    const words = ['history', '--from', SINCE, '--to', TO, '--grain', grain, '--by', by, '--json'];
    const { stdout } = await runTidemark(words, here);
    const printed = inOrder(recomputable(rowsOfJson(stdout)));
    expect(printed, `${grain} by ${by}`).toEqual(inOrder(recompute(usage, cost, grain, by)));
  }
}, 120_000);
