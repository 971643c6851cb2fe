import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { FaultName } from '../../src-main/demo/faults.js';
import { createSimulator } from '../../src-main/demo/simulator.js';
import { HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { listenForTroubles } from './control.js';
import { openGate } from './gate.js';
import type { PlannedTrouble } from './plan-troubles.js';
import { openSharedClock } from './shared-clock.js';
import { ADMIN_KEY, type OrganizationReady, readArguments } from './start.js';

/** The world outside of the app: its API, the way there, and a neighbour who locks its history. */
async function run(): Promise<void> {
  const { clockFile, dataDirectory, seed } = readArguments();
  const simulator = await createSimulator({
    seed,
    now: openSharedClock(clockFile).now,
    adminKeys: [ADMIN_KEY],
    visibleAfterMs: 4 * MINUTE_MS,
    lateEntriesMs: 2 * HOUR_MS,
  });
  const gate = await openGate(simulator.port);
  const faults = new Set<FaultName>();
  const requestsByMidnight: number[] = [];
  let neighbour: DatabaseSyncInstance | null = null;

  const changeFaults = () => simulator.setFaults([...faults]);

  async function meet(trouble: PlannedTrouble): Promise<void> {
    switch (trouble.kind) {
      case 'fault':
        faults.add(trouble.name);
        return changeFaults();
      case 'fault-over':
        faults.delete(trouble.name);
        return changeFaults();
      case 'line':
        return gate.set(trouble.is);
      case 'locked':
        neighbour = lock(dataDirectory);
        return;
      case 'unlocked':
        neighbour?.close();
        neighbour = null;
        return;
      case 'midnight':
        requestsByMidnight.push(simulator.requests.length);
    }
  }

  const ready: OrganizationReady = {
    gateUrl: gate.url,
    url: simulator.url,
    controlPort: await listenForTroubles(meet),
  };
  process.on('message', () => {
    process.send?.([...requestsByMidnight, simulator.requests.length]);
  });
  process.on('disconnect', () => process.exit());
  process.send?.(ready);
}

/** Closing ends the transaction, which has changed nothing. */
function lock(directory: string): DatabaseSyncInstance | null {
  const name = readdirSync(directory).find((file) => /^history-\w+(-\w+)*\.sqlite3$/.test(file));
  if (!name) return null;
  const database = new DatabaseSync(join(directory, name), { timeout: 1_000 });
  database.exec('BEGIN IMMEDIATE');
  return database;
}

void run();
