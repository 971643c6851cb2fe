// Makes a folder read-only for itself alone and tells what the history says to that.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { DatabaseSync } = require('@photostructure/sqlite');
const { createHistoryShelf } = require(process.argv[2]);
const { openSettingsFile } = require(process.argv[3]);
const { held, hours, said, SPAN } = require('./plain-hours.cjs');
const { evidence, limitsHeld, piece } = require('./plain-limits.cjs');

const folder = fs.mkdtempSync(join(tmpdir(), 'tidemark-read-only-'));
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=9m', 'tmpfs', folder]);
const log = { info() {}, warn() {} };
const start = (readOnly = false) => createHistoryShelf(folder, { readOnly, log, now: Date.now });
const historyOf = (shelf) => {
  const opened = shelf.open('org-1');
  if (!opened.ok) throw new Error(`${opened.failure.kind} ${opened.failure.detail}`);
  return opened.value;
};

const first = start();
historyOf(first).replaceHours(SPAN, hours(7, 1), 1);
historyOf(first).limits.addTranscriptPiece(piece(0, 10));
historyOf(first).limits.addEvidence(evidence('a'));
first.close();
openSettingsFile(folder, log, Date.now).settings.update({ theme: 'dark' });
const older = new DatabaseSync(join(folder, 'history-older.sqlite3'));
older.exec(fs.readFileSync(join(__dirname, '../fixtures/history-schema-1.sql'), 'utf8'));
older.exec('PRAGMA application_id = 0x54494445; PRAGMA user_version = 1');
older.close();

execFileSync('mount', ['-o', 'remount,ro', folder]);
const shelf = start();
const settings = openSettingsFile(folder, log, Date.now);
const report = {
  theme: settings.settings.read().theme,
  settings: said(settings.settings.update({ theme: 'light' })),
  shown: held(historyOf(shelf)),
  write: said(historyOf(shelf).replaceHours(SPAN, hours(8, 1), 2)),
  limitsShown: limitsHeld(historyOf(shelf)),
  piece: said(historyOf(shelf).limits.addTranscriptPiece(piece(10, 10))),
  deletion: said(historyOf(shelf).limits.deleteEvidence(['a'])),
  olderSchema: said(start(true).open('older')),
  nothingThere: said(shelf.open('another')),
};
execFileSync('mount', ['-o', 'remount,rw', folder]);
report.settingsAfterwards = said(settings.settings.update({ theme: 'light' }));
report.afterwards = said(historyOf(shelf).replaceHours(SPAN, hours(8, 1), 2));
shelf.close();
execFileSync('umount', [folder]);
fs.rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify(report));
