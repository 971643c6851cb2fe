// Fills a tiny file system of its own and tells what the history says to that.
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync, appendFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { openHistoryStore } = require(process.argv[2]);
const { DatabaseSync } = require('@photostructure/sqlite');

const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00Z');
const SPAN = { from: START, to: START + 24 * HOUR };
const folder = mkdtempSync(join(tmpdir(), 'tidemark-full-'));
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', folder]);
const path = join(folder, 'history.sqlite3');
const log = { info() {}, warn() {} };

const open = (readOnly) => {
  const opened = openHistoryStore(path, { readOnly, log, now: Date.now });
  if (!opened.ok) throw new Error(opened.failure.kind);
  return opened.value;
};
const none = { uncachedInput: 0, cacheCreation5m: 0, cacheCreation1h: 0, cacheRead: 0 };
const hours = (output, models) =>
  Array.from({ length: 24 }, (_, index) => ({
    start: START + index * HOUR,
    rows: Array.from({ length: models }, (_, model) => ({
      dimensions: {
        model: `model-${model}`,
        serviceTier: null,
        contextWindow: null,
        inferenceGeo: null,
        speed: null,
      },
      tokens: { ...none, output: model === 0 ? output : 0, webSearchRequests: 0 },
      costs: null,
    })),
    shares: [],
  }));
const said = (result) => (result.ok ? 'ok' : result.failure.kind);
const held = (store) => [...new Set(store.readHourTotals(SPAN).map(({ tokens }) => tokens.output))];

const store = open(false);
const firstWrite = said(store.replaceHours(SPAN, hours(7, 1), 1));
const ballast = join(folder, 'ballast');
writeFileSync(ballast, '');
try {
  for (;;) appendFileSync(ballast, Buffer.alloc(4_096));
} catch {
  // The disk is full now.
}
const fullWrite = said(store.replaceHours(SPAN, hours(8, 200), 2));
const report = {
  mounted: true,
  firstWrite,
  fullWrite,
  stillHeld: held(store),
  coverageAfter: store.readCoverage().hours.size,
};
const second = open(true);
report.openedWhileFull = held(second);
second.close();
rmSync(ballast);
report.afterSpace = said(store.replaceHours(SPAN, hours(9, 1), 3));
report.afterSpaceHeld = held(store);
store.close();
const raw = new DatabaseSync(path);
report.integrity = raw.prepare('PRAGMA integrity_check').get().integrity_check;
raw.close();
execFileSync('umount', [folder]);
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify(report));
