// Fills a tiny file system of its own and tells what the history says to that.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { DatabaseSync } = require('@photostructure/sqlite');
const { createHistoryShelf } = require(process.argv[2]);
const { held, hours, said, SPAN } = require('./plain-hours.cjs');
const { evidence, limitsHeld, piece } = require('./plain-limits.cjs');

const DAY = 86_400_000;
const folder = fs.mkdtempSync(join(tmpdir(), 'tidemark-full-'));
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=900k', 'tmpfs', folder]);
const warnings = [];
const log = {
  info() {},
  warn: (event, fields) => warnings.push(`${event} ${fields.kind}`),
};
const start = (readOnly) => createHistoryShelf(folder, { readOnly, log, now: Date.now });
const historyOf = (shelf) => {
  const opened = shelf.open('org-1');
  if (!opened.ok) throw new Error(opened.failure.kind);
  return opened.value;
};
const countBackups = () =>
  fs.readdirSync(folder).filter((name) => name.includes('.backup-')).length;

async function run() {
  const shelf = start(false);
  const history = historyOf(shelf);
  const report = { firstWrite: said(history.replaceHours(SPAN, hours(7, 1), 1)) };
  report.firstPiece = said(history.limits.addTranscriptPiece(piece(0, 10)));
  await shelf.keepUp(Date.now());
  const ballast = join(folder, 'ballast');
  const fill = () => {
    try {
      for (;;) fs.appendFileSync(ballast, Buffer.alloc(4_096));
    } catch {
      // The disk is full now.
    }
  };
  fill();
  report.fullWrite = said(history.replaceHours(SPAN, hours(8, 400), 2));
  report.fullPiece = said(history.limits.addTranscriptPiece(piece(10, 5_000)));
  report.stillHeld = held(history);
  report.limitsHeld = limitsHeld(history);
  report.coverageAfter = history.readCoverage().hours.size;
  await shelf.keepUp(Date.now() + 2 * DAY);
  report.backupsWhileFull = countBackups();
  report.upkeepSaid = warnings;
  shelf.close();
  fill();
  const second = start(false);
  report.startedWhileFull = held(historyOf(second));
  report.startedWrite = said(historyOf(second).replaceHours(SPAN, hours(8, 400), 2));
  const reading = start(true);
  report.readWhileFull = held(historyOf(reading));
  reading.close();
  fs.rmSync(ballast);
  report.afterSpace = said(historyOf(second).replaceHours(SPAN, hours(9, 1), 3));
  report.afterSpacePiece = said(historyOf(second).limits.addTranscriptPiece(piece(10, 20)));
  report.afterSpaceEvidence = said(historyOf(second).limits.addEvidence(evidence('a')));
  report.afterSpaceLimits = limitsHeld(historyOf(second));
  report.afterSpaceHeld = held(historyOf(second));
  second.close();
  const raw = new DatabaseSync(join(folder, 'history-org-1.sqlite3'));
  report.integrity = raw.prepare('PRAGMA integrity_check').get().integrity_check;
  raw.close();
  execFileSync('umount', [folder]);
  fs.rmSync(folder, { recursive: true });
  process.stdout.write(JSON.stringify(report));
}
run();
