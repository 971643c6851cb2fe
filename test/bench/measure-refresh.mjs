import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './median.mjs';
import { startRecordingProxy } from './recording-proxy.mjs';
import { startProbed } from './start-app.mjs';

const CALM_MS = 4000;
const SYNC_MS = 1000;

/**
 * One refresh of the hidden app with everything already held.
 * @param {import('./start-app.mjs').AppUnderTest} app
 * @param {{ url: string, rounds: number }} options
 */
export async function measureRefresh(app, { url, rounds }) {
  const proxy = await startRecordingProxy(url);
  const env = { ...app.env, TIDEMARK_API_BASE_URL: proxy.url };
  const running = await startProbed({ ...app, env });
  try {
    await sleep(CALM_MS);
    const cpuMs = [];
    const before = proxy.asked.length;
    for (let round = 0; round < rounds; round += 1) {
      const us = await running.ask('menuCpu', { label: 'Sync now', ms: SYNC_MS });
      cpuMs.push(us / 1000);
    }
    return { cpuMs: median(cpuMs), requests: (proxy.asked.length - before) / rounds };
  } finally {
    await running.end();
    await proxy.stop();
  }
}
