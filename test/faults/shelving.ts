import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  createHistoryShelf,
  type OpenShelf,
  type ShelfOptions,
} from '../../src-main/adapters/history-store/history-shelf.js';
import type { UsageHistory } from '../../src-main/core/ports.js';
import {
  DAY,
  hoursOf,
  type Line,
  NOW,
  rawDatabase,
  SPAN,
  START,
  temporaryFolder,
} from '../adapters/history-store/keeping.js';

export const ORGANIZATION = { id: 'org-1', name: 'Fjordlys AS' };
export const PAGE = 4_096;
export const FILE = 'history-org-1.sqlite3';
export const NEXT_DAY = { from: START + DAY, to: START + 2 * DAY };
export const BOTH_DAYS = { from: START, to: NEXT_DAY.to };

export interface TestShelf extends OpenShelf {
  readonly directory: string;
  readonly path: string;
  readonly lines: readonly Line[];
  history(): UsageHistory;
}

/** A shelf over a folder of its own; closed after the test unless the test does so. */
export function openShelf(
  directory = temporaryFolder(),
  options: Partial<ShelfOptions> = {},
): TestShelf {
  const lines: Line[] = [];
  const write = (event: string, fields?: unknown) => void lines.push({ event, fields });
  const log = { info: write, warn: write };
  const shelf = createHistoryShelf(directory, { readOnly: false, log, now: () => NOW, ...options });
  onTestFinished(() => shelf.close());
  return Object.assign(shelf, {
    directory,
    path: join(directory, FILE),
    lines,
    history() {
      const opened = shelf.open(ORGANIZATION.id);
      if (!opened.ok) throw new Error(`${opened.failure.kind}: ${opened.failure.detail}`);
      return opened.value;
    },
  });
}

export const addDay = (history: UsageHistory, span: typeof SPAN, output: number) =>
  history.replaceHours(span, hoursOf(span, output), NOW);

/** A closed history of two days, the first of which is in a backup too. */
export async function backedUpHistory(directory = temporaryFolder()): Promise<string> {
  const shelf = openShelf(directory);
  const history = shelf.history();
  history.saveOrganization(ORGANIZATION);
  addDay(history, SPAN, 7);
  await shelf.keepUp(NOW - DAY / 2);
  addDay(history, NEXT_DAY, 8);
  history.saveAlertMarks([
    { rule: 'weekly-90', windowStart: START, decidedAt: NOW, outcome: 'shown' },
  ]);
  shelf.close();
  return shelf.path;
}

/** Every hour that is marked as held has exactly what was stored, and no other hour has anything. */
export function isTruth(history: UsageHistory, truth: (start: number) => number): boolean {
  const held = history.readCoverage().hours;
  const totals = history.readHourTotals(BOTH_DAYS);
  const shares = history.sumShares(BOTH_DAYS, 'hour', 'api_key');
  return [totals, shares].every(
    (rows) =>
      rows.length === held.size &&
      rows.every(({ start, tokens }) => held.has(start) && tokens.output === truth(start)),
  );
}

export const twoDays = (start: number) => (start < NEXT_DAY.from ? 7 : 8);

export function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(path);
  content.set(bytes, at);
  writeFileSync(path, content);
}

export const noise = (length: number) =>
  Uint8Array.from({ length }, (_, index) => (index * 73 + (index >> 3) * 41 + 7) % 256);

/** Damages the page of a table that quick_check looks at and the figures do not need. */
export function breakLabels(path: string): void {
  const raw = rawDatabase(path);
  const sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'label'";
  const page = Number(Reflect.get(raw.prepare(sql).get(), 'rootpage'));
  raw.close();
  overwrite(path, (page - 1) * PAGE, noise(PAGE));
}
