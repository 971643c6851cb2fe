import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulatedOrganization } from '../../src-main/demo/simulated-organization.js';

const source = fileURLToPath(new URL('../../src-main/demo/worker.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-worker-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: source,
      outDir: folder,
      target: 'node18',
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'worker.cjs' } },
    },
    ssr: { noExternal: true },
  });
});
afterAll(() => rm(folder, { recursive: true }));

test('the demo answers from a thread of its own and ends when told to', async () => {
  const demo = await startSimulatedOrganization(join(folder, 'worker.cjs'));
  const headers = { 'x-api-key': demo.adminKey, 'anthropic-version': '2023-06-01' };
  const response = await fetch(`${demo.url}/v1/organizations/me`, { headers });
  expect(await response.json()).toMatchObject({ name: 'Fjordlys AS' });
  await demo.stop();
  await demo.stop();
  await expect(fetch(`${demo.url}/v1/organizations/me`, { headers })).rejects.toThrow();
});

test('a worker that fails is told at once', async () => {
  await expect(startSimulatedOrganization(join(folder, 'missing.cjs'))).rejects.toThrow();
});
