import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOfTree } from './process-tree.mjs';
import { startBare } from './start-app.mjs';
import { watchTray } from './tray-watch.mjs';

/**
 * From the start to the tray item, and the memory with nothing but the tray; in turn, so that
 * whatever else runs here burdens both alike.
 * @param {readonly import('./start-app.mjs').AppUnderTest[]} apps
 * @param {{ rounds: number, settleMs: number }} options
 */
export async function measureStart(apps, { rounds, settleMs }) {
  const watch = await watchTray(apps[0].env);
  const results = new Map(
    apps.map(({ name }) => [name, { startMs: [], memoryMb: [], processes: 0 }]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const app of apps) {
      const registered = watch.next();
      const running = startBare(app);
      const result = results.get(app.name);
      result.startMs.push((await registered) - running.spawnedAt);
      await sleep(settleMs);
      const { mb, processes } = await memoryOfTree(running.pid);
      result.memoryMb.push(mb);
      result.processes = processes;
      await running.end();
    }
  }
  await watch.stop();
  return results;
}
