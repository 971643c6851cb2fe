import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyPlace } from '../faults/support/place.js';
import { runStaged } from '../faults/support/staged-run.js';
import { root } from './build-once.js';
import {
  ADMIN_KEY,
  NOW,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

/** One run with --json: what it printed, and the type of the page that this has to be of. */
export interface PrintedDocument {
  readonly words: readonly string[];
  readonly type: string;
  readonly text: string;
}

/** Every command with --json, over folders in which as much as possible is known. */
export const printDocuments = async (): Promise<readonly PrintedDocument[]> =>
  (await Promise.all([ofBusyFolder(), ofAnalytics(), ofKeychain(), ofSimulator()])).flat();

/** Discount, a model without a price, another currency, a right that is missing, a changed bill. */
async function ofBusyFolder(): Promise<PrintedDocument[]> {
  let now = NOW;
  const simulator = await startSimulator({
    now: () => now,
    discount: 0.88,
    unpricedModel: true,
    spendLimits: true,
    limitChange: CHANGE,
  });
  const home = temporaryFolder();
  mkdirSync(join(home, '.claude'));
  const first = setting(simulator, temporaryFolder(), { HOME: home });
  const next = { env: { ...first.env, TIDEMARK_NOW: NEXT_DAY } };
  const reading = ['limits', 'add', 'reading', '82', '--at', '2026-11-20T12:00:00Z'];
  const hit = ['limits', 'add', 'hit', '--at', '2026-11-07T12:00:00Z'];
  const own = ['prices', 'set', 'claude-mythos-preview', '--uncached-input', '1', '--output', '2'];

  const documents = [
    await print('Status', ['sync'], first),
    await print('Taught', reading, first),
    await print('Taught', hit, first),
    await print('Status', ['status'], first),
  ];
  const evidence = (await runTidemark(['limits', 'export'], first)).stdout;
  now = Date.parse(NEXT_DAY);
  simulator.setFaults(['restated-cost', 'other-currency', 'forbidden-labels']);
  documents.push(
    await print('Status', ['sync'], next),
    await print('Limits', ['limits', 'show'], next),
    await print('Taught', ['limits', 'import', '-'], next, `${evidence}not JSON\n`),
    await print('Replay', ['limits', 'learn'], first, evidence + RUNNING_WEEK),
    await print('Costs', ['costs', '--from', '2026-11-10', '--to', '2026-11-23'], next),
    await print('History', ['history', ...DAY, '--by', 'workspace'], next),
    await print('PriceSet', own, next),
    await print('Prices', ['prices'], next),
    await print('PriceUnset', ['prices', 'unset', 'claude-mythos-preview'], next),
    await print('StatusLine', ['statusline', 'install', '--yes'], next),
  );
  simulator.setFaults(['rate-limited-hour']);
  documents.push(
    await print('Failed', ['sync'], next),
    await print('Status', ['status'], next),
    await print('Failed', ['history'], next),
  );
  return documents;
}

/** The other pair of reports; a limit typed in. */
async function ofAnalytics(): Promise<PrintedDocument[]> {
  const folder = temporaryFolder();
  const settings = { reportPair: 'analytics', weeklyLimitMicrocents: 50_000_000_000 };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ settings }));
  const here = setting(await startSimulator(), folder);
  return [
    await print('Status', ['sync'], here),
    await print('History', ['history', ...DAY, '--by', 'api_key'], here),
    await print('Costs', ['costs', ...DAY], here),
  ];
}

/** The fake keychain that tests of killed processes have: a file beside the data folder. */
async function ofKeychain(): Promise<PrintedDocument[]> {
  const { url } = await startSimulator();
  const place = emptyPlace();
  const staged = async (type: string, words: readonly string[]) => {
    const run = { words: () => [...words, '--json'], input: ADMIN_KEY, usesKeychain: true, url };
    return { type, words, text: (await runStaged(run, place)).stdout };
  };
  return [
    await staged('Connected', ['connect']),
    await staged('Forgotten', ['connect', '--forget']),
  ];
}

/** It serves on after it has said where. */
async function ofSimulator(): Promise<PrintedDocument> {
  const words = ['simulator'];
  const script = join(root, 'bin/tidemark.mjs');
  const child = spawn(process.execPath, [script, ...words, '--json'], { stdio: 'pipe' });
  let text = '';
  for await (const piece of child.stdout) {
    text += piece;
    if (text.endsWith('\n}\n')) child.kill('SIGTERM');
  }
  if (child.exitCode === null) await once(child, 'exit');
  return { type: 'Simulator', words, text };
}

async function print(
  type: string,
  words: readonly string[],
  here: { readonly env: Readonly<Record<string, string | undefined>> },
  input = '',
): Promise<PrintedDocument> {
  const { stdout } = await runTidemark([...words, '--json'], { ...here, input });
  return { type, words, text: stdout };
}

const DAY = ['--from', '2026-11-20', '--to', '2026-11-21'] as const;
const NEXT_DAY = '2026-11-22T21:17:05Z';
/** Between the two syncs. */
const CHANGE = {
  at: Date.parse('2026-11-22T08:00:00Z'),
  group: 'Claude Opus 5.x',
  limiter: 'requests_per_minute',
  value: 9_000,
} as const;
const RUNNING_WEEK = `${JSON.stringify({
  kind: 'running',
  window: 'weekly',
  start: '2026-11-15T10:59:00Z',
  end: '2026-11-22T10:59:00Z',
  used: { usd: [40, 41] },
})}\n`;
