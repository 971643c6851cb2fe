import { writeSync } from 'node:fs';
import { createGivenKey } from '../../../src-main/adapters/given-key.js';
import { createHistoryShelf } from '../../../src-main/adapters/history-store/history-shelf.js';
import { createLiveParts } from '../../../src-main/live-parts.js';

/** Said at once: whatever was said before the process is killed has surely happened. */
const say = (text: string) => writeSync(1, `${text}\n`);

const [action = '', folder = ''] = process.argv.slice(2);
const now = Date.parse(process.env.TIDEMARK_NOW ?? '');

const createParts = () =>
  createLiveParts({
    dataDirectory: folder,
    baseUrl: process.env.TIDEMARK_API_BASE_URL ?? '',
    mode: 'live',
    keys: createGivenKey(process.env.ANTHROPIC_ADMIN_KEY ?? ''),
    clock: { now: () => now, timeZone: () => 'UTC' },
    correctsClock: false,
    since: now,
  });

const actions: Readonly<Record<string, () => Promise<void>>> = {
  /** Three settings, one after the other. */
  async settings() {
    const parts = createParts();
    for (const refreshMinutes of [7, 11, 23]) {
      if (parts.tidemark.updateSettings({ refreshMinutes }).ok) say(String(refreshMinutes));
    }
    await parts.close();
  },
  async limit() {
    const parts = createParts();
    parts.tidemark.updateSettings({ weeklyLimitMicrocents: Number(process.argv[4]) });
    await parts.close();
  },
  /** A sync whose alert is told and noted as shown, as the desktop does it. */
  async alert() {
    const parts = createParts();
    parts.tidemark.onAlert((alert) => {
      say(`told ${alert.rule}`);
      parts.tidemark.noteAlertOutcome(alert, 'shown');
    });
    await parts.tidemark.syncNow();
    await parts.close();
  },
  async backup() {
    const log = { info: () => undefined, warn: (event: string) => say(event) };
    const shelf = createHistoryShelf(folder, { readOnly: false, log, now: () => now });
    shelf.open(process.argv[4] ?? '');
    await shelf.keepUp(now);
    shelf.close();
  },
};

void actions[action]?.();
