import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { createGivenKey } from '../../src-main/adapters/given-key.js';
import { boundariesOf } from '../../src-main/adapters/scheduler/boundaries-of.js';
import { runOutcome } from '../../src-main/adapters/scheduler/run-outcome.js';
import { createScheduler } from '../../src-main/adapters/scheduler/scheduler.js';
import { trayView } from '../../src-main/core/snapshot/tray-view.js';
import { createRandom } from '../../src-main/demo/random.js';
import { createLiveParts } from '../../src-main/live-parts.js';
import { DAY_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { createActivity, createWait } from './activity.js';
import { createComputer } from './computer.js';
import { createTeller } from './control.js';
import { createJournal, type MemoryEntry } from './journal.js';
import { planTroubles } from './plan-troubles.js';
import { ADMIN_KEY, readArguments } from './start.js';

/** What the invented organization spends in about five days, so that alerts are told. */
const WEEKLY_LIMIT = 4_000_000_000;
const FIRST_SYNC_MS = 300;
/** At the tray's pace, not counting the hours asleep. */
const RUNS_AN_HOUR = 12;
const GIVE_BACK_MS = 100;

/** The app without its desktop, driven as desktop-app.ts drives it while nobody looks. */
async function run(): Promise<void> {
  const { clockFile, dataDirectory, journalFile, organization, ...plan } = readArguments();
  if (!organization) throw new Error('started without an organization');
  const note = createJournal(journalFile);
  const computer = createComputer(clockFile, {
    troubles: planTroubles(plan),
    tellOutside: createTeller(organization.controlPort),
    note,
    onWake: () => schedule.wake(),
    onPerson: () => void schedule.runNow(),
  });
  const activity = createActivity();
  let runs = 0;
  const parts = createLiveParts({
    dataDirectory,
    baseUrl: organization.gateUrl,
    keys: createGivenKey(ADMIN_KEY),
    mode: 'live',
    clock: { now: computer.wallNow, timeZone: (saved) => saved ?? 'Europe/Berlin' },
    correctsClock: true,
    retry: {
      wait: createWait(computer.timeline, activity),
      random: createRandom('jitter', plan.seed, computer.trueNow()),
    },
  });
  const { tidemark } = parts;
  const schedule = createScheduler({
    async run() {
      activity.begin();
      const result = await tidemark.syncNow();
      const outcome = result.ok ? 'done' : `${result.failure.kind} ${result.failure.detail ?? ''}`;
      note({ kind: 'run', at: computer.trueNow(), outcome });
      if (result.ok) runs += 1;
      if (result.ok && runs === RUNS_AN_HOUR) await noteMemory('first-hour');
      activity.end();
      return runOutcome(result);
    },
    readPace: () => ({
      isVisible: false,
      isOnBattery: false,
      hiddenMs: tidemark.readSettings().refreshMinutes * MINUTE_MS,
    }),
    boundaries: () => boundariesOf(tidemark.readSnapshot()),
    isOnline: computer.isOnline,
    now: parts.now,
    monotonic: computer.monotonic,
    setTimer: computer.timeline.setTimer,
    clearTimer: (timer) => computer.timeline.clearTimer(timer),
    onPlanned: tidemark.setNextSyncAt,
  });
  tidemark.onSnapshot((snapshot) => trayView(snapshot, tidemark.readSettings()));
  tidemark.onAlert((alert) => {
    const { rule, windowStart } = alert;
    note({ kind: 'alert', at: computer.trueNow(), rule, windowStart });
    tidemark.noteAlertOutcome(alert, 'shown');
  });
  tidemark.updateSettings({ weeklyLimitMicrocents: WEEKLY_LIMIT });

  const noteMemory = async (kind: MemoryEntry['kind']) => {
    await collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    note({ kind, at: computer.trueNow(), rss, heapUsed });
  };
  const noteEveryDay = () => {
    activity.begin();
    void noteMemory('another-day').finally(activity.end);
    computer.timeline.setTimer(noteEveryDay, DAY_MS);
  };
  await noteMemory('started');
  computer.timeline.setTimer(noteEveryDay, DAY_MS);
  computer.timeline.setTimer(() => void schedule.runNow(), FIRST_SYNC_MS);
  await computer.liveUntil(plan.to, activity);
  await schedule.runNow();
  await noteMemory('ended');
  schedule.stop();
  await parts.close();
  process.exit();
}

/** What one collection finds, only the next one gives back. */
async function collectGarbage(): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    global.gc?.();
    await setTimeout(GIVE_BACK_MS);
  }
}

process.on('disconnect', () => process.exit());
void run();
