import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ADMIN_KEY, SINCE } from '../../scripts/shots/organization.mjs';
import { startRecordingProxy } from './recording-proxy.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const commandLine = here('../../dist/cli/cli.cjs');

/**
 * CPU of a first sync of thirteen months, against CPU of only reading the same pages, in turn.
 * @param {{ env: Record<string, string>, url: string, rounds: number }} options
 */
export async function measureBackfill({ env, url, rounds }) {
  const proxy = await startRecordingProxy(url);
  await backfill(env, proxy.url);
  const { asked } = proxy;
  const mb = proxy.bytes() / 1e6;
  await proxy.stop();
  const { host, connection, ...headers } = asked[0].headers;
  const pages = { urls: asked.map((one) => url + one.path), headers };
  const syncMs = [];
  const downloadMs = [];
  for (let round = 0; round < rounds; round += 1) {
    downloadMs.push(
      await cpuOf([here('download-pages.mjs')], { env, input: JSON.stringify(pages) }),
    );
    syncMs.push(await backfill(env, url));
  }
  return { syncMs, downloadMs, pages: asked.length, mb };
}

async function backfill(env, url) {
  const folder = await mkdtemp(path.join(env.HOME, 'backfill-'));
  const words = [commandLine, 'sync', '--since', SINCE, '--data-dir', folder];
  const keyed = { ...env, ANTHROPIC_ADMIN_KEY: ADMIN_KEY, TIDEMARK_API_BASE_URL: url };
  const cpuMs = await cpuOf(words, { env: keyed });
  await rm(folder, { recursive: true });
  return cpuMs;
}

async function cpuOf(words, { env, input = '' }) {
  const child = spawn(process.execPath, ['--require', here('cpu-report.cjs'), ...words], {
    env,
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
  });
  let report = '';
  child.stdio[3]?.on('data', (text) => {
    report += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${words[0]} ended with code ${code}`);
  return Number(report);
}
