import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach } from 'vitest';
import {
  type HistoryStore,
  openHistoryStore,
} from '../../../src-main/adapters/history-store/history-store.js';
import type { PricedBucket, StoredHour } from '../../../src-main/core/history-rows.js';
import {
  type DayStart,
  estimated,
  type HourStart,
  type MinuteStart,
  reported,
} from '../../../src-main/shared/units.js';
import { type CostBucket, NO_TOKENS } from '../../../src-main/shared/usage.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const START = Date.parse('2026-11-20T00:00:00Z');
export const NOW = Date.parse('2026-11-21T20:17:05Z');
export const SPAN = { from: START, to: START + DAY };

const open: HistoryStore[] = [];
const databases: InstanceType<typeof DatabaseSync>[] = [];
const folders: string[] = [];
const children: ChildProcess[] = [];

/** Called once in a test file. */
export function clearAwayAfterEach(): void {
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const store of open.splice(0)) store.close();
    for (const database of databases.splice(0)) if (database.isOpen) database.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-store-'));
  folders.push(folder);
  return folder;
}

export const temporaryPath = () => join(temporaryFolder(), 'history.sqlite3');

export interface Line {
  readonly event: string;
  readonly fields: unknown;
}

export function openStore(path: string, readOnly = false) {
  const log: Line[] = [];
  const write = (event: string, fields?: unknown) => void log.push({ event, fields });
  const options = { readOnly, log: { info: write, warn: write }, now: () => NOW };
  return { opened: openHistoryStore(path, options), log };
}

/** An open store; closed after the test unless the test does so. */
export function mustOpen(path: string, readOnly = false): HistoryStore {
  const { opened } = openStore(path, readOnly);
  if (!opened.ok) throw new Error(`${opened.failure.kind}: ${opened.failure.detail}`);
  open.push(opened.value);
  return opened.value;
}

export function close(store: HistoryStore): void {
  open.splice(open.indexOf(store), 1);
  store.close();
}

/** The file itself, without the store. */
export function rawDatabase(path: string, readOnly = false) {
  const database = new DatabaseSync(path, { readOnly });
  databases.push(database);
  return database;
}

export const DIMENSIONS = {
  model: 'claude-opus-5-5',
  serviceTier: 'standard',
  contextWindow: '0-200k',
  inferenceGeo: 'global',
  speed: 'standard',
};

/** One hour with one row, its count given. */
export const hourOf = (start: number, output: number, model = DIMENSIONS.model): StoredHour => ({
  start: start as HourStart,
  rows: [
    {
      dimensions: { ...DIMENSIONS, model },
      tokens: { ...NO_TOKENS, output },
      costs: {
        uncachedInput: estimated(0),
        cacheCreation5m: estimated(0),
        cacheCreation1h: estimated(0),
        cacheRead: estimated(0),
        output: estimated(20 * Math.max(0, Math.trunc(output))),
        webSearchRequests: estimated(0),
      },
    },
  ],
  shares: [
    {
      dimensions: {
        model,
        serviceTier: 'standard',
        speed: 'standard',
        workspaceId: null,
        apiKeyId: 'apikey_1',
      },
      tokens: { ...NO_TOKENS, output },
      cost: estimated(20 * Math.max(0, Math.trunc(output))),
    },
  ],
});

/** One minute with one row, its count given. */
export const minuteOf = (start: number, output: number): PricedBucket<MinuteStart> => ({
  start: start as MinuteStart,
  rows: [{ dimensions: DIMENSIONS, tokens: { ...NO_TOKENS, output }, costs: null }],
});

export const hoursOf = (span: typeof SPAN, output: number) =>
  Array.from({ length: (span.to - span.from) / HOUR }, (_, index) =>
    hourOf(span.from + index * HOUR, output),
  );

export const dayOf = (start: number, amounts: readonly number[], currency = 'USD'): CostBucket => ({
  start: start as DayStart,
  rows: amounts.map((amount) => ({
    workspaceId: null,
    description: null,
    costType: 'tokens',
    model: DIMENSIONS.model,
    tokenType: 'output_tokens',
    serviceTier: 'standard',
    contextWindow: null,
    inferenceGeo: null,
    currency,
    amount: reported(amount),
  })),
});

export const outputs = (store: Pick<HistoryStore, 'readHourTotals'>, span = SPAN) =>
  store.readHourTotals(span).map(({ tokens }) => tokens.output);

/** Another process over the same file: plain Node with the same engine, see other-process.cjs. */
export const startOther = (...words: readonly string[]) =>
  startScript('other-process.cjs', ...words);

/** Ended after the test, whatever it does. */
export function startScript(script: string, ...words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

/** The next line that another process says. */
export const nextLine = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString('utf8')));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });

export const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
