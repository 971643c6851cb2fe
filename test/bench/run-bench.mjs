import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { repoFolder } from '../../scripts/set-up.mjs';
import { fillHistory, startOrganization } from '../../scripts/shots/organization.mjs';
import { startDesktopSession } from '../desktop/session.mjs';
import { buildFloor, floorFolder } from './build-floor.mjs';
import { measureBackfill } from './measure-backfill.mjs';
import { measureCommandLine } from './measure-command-line.mjs';
import { measureRefresh } from './measure-refresh.mjs';
import { scriptSizeKb } from './measure-sizes.mjs';
import { measureStart } from './measure-start.mjs';
import { measureTrayIcon } from './measure-tray-icon.mjs';
import { measureFirstOpen, measureWindow } from './measure-window.mjs';
import { rowsOf } from './rows.mjs';

const FULL = {
  start: { rounds: 7, settleMs: 2500 },
  firstOpen: { rounds: 5, calmMs: 2500 },
  window: { calmMs: 4000, idleMs: 15_000, repeats: 4, closedMs: 60_000 },
  backfillRounds: 3,
  refreshRounds: 5,
  commandLineRounds: 15,
};
const QUICK = {
  start: { rounds: 3, settleMs: 1500 },
  firstOpen: { rounds: 1, calmMs: 1500 },
  window: { calmMs: 1500, idleMs: 4000, repeats: 1, closedMs: 2000 },
  backfillRounds: 1,
  refreshRounds: 1,
  commandLineRounds: 5,
};

/**
 * Measures the floor app and Tidemark in one desktop session.
 * @param {{ executable: string, isQuick: boolean, log: (line: string) => void }} options
 * @returns {Promise<import('./report.mjs').Row[]>}
 */
export async function runBench({ executable, isQuick, log }) {
  const extent = isQuick ? QUICK : FULL;
  const session = await startDesktopSession();
  const { env, home } = session;
  const organization = await startOrganization(env);
  try {
    const { url } = organization;
    const [dataFolder, floorData, floorPage, scratch] = [
      'tidemark',
      'floor',
      'page',
      'scratch',
    ].map((name) => path.join(home, name));
    await mkdir(scratch);
    await buildFloor(floorPage);
    await fillHistory(env, url, dataFolder);
    const floor = {
      name: 'Floor',
      executable,
      folder: floorFolder,
      mainFile: path.join(floorFolder, 'main.cjs'),
      args: [],
      env: { ...env, FLOOR_DATA_DIR: floorData, FLOOR_PAGE_DIR: floorPage },
    };
    const tidemark = {
      name: 'Tidemark',
      executable,
      folder: repoFolder,
      mainFile: path.join(repoFolder, 'dist/main/main.cjs'),
      args: ['--hidden'],
      env: { ...env, TIDEMARK_DATA_DIR: dataFolder, TIDEMARK_API_BASE_URL: url },
    };

    log('Start and memory ...');
    const starts = await measureStart([floor, tidemark], extent.start);
    log('Window ...');
    const firstOpens = await measureFirstOpen([floor, tidemark], extent.firstOpen);
    const floorWindow = await measureWindow(floor, extent.window);
    const ownWindow = await measureWindow(tidemark, extent.window);
    log('Refresh, back-fill, command line ...');
    return rowsOf({
      floorStart: starts.get('Floor'),
      ownStart: starts.get('Tidemark'),
      floorOpen: firstOpens.get('Floor'),
      ownOpen: firstOpens.get('Tidemark'),
      floorWindow,
      ownWindow,
      refresh: await measureRefresh(tidemark, { url, rounds: extent.refreshRounds }),
      backfill: await measureBackfill({ env, url, rounds: extent.backfillRounds }),
      commandLine: await measureCommandLine({
        env,
        dataFolder,
        rounds: extent.commandLineRounds,
      }),
      trayIconMs: await measureTrayIcon(scratch),
      floorScriptKb: await scriptSizeKb(floorPage),
      ownScriptKb: await scriptSizeKb(path.join(repoFolder, 'dist/renderer')),
    });
  } finally {
    await organization.stop();
    await session.stop();
  }
}
