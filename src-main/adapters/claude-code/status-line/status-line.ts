import type { StatusLine } from '../../../core/limits/limit-ports.js';
import type { Log } from '../../../core/ports.js';
import type { StatusLineSetup } from '../../../shared/limits.js';
import { failed, ok } from '../../../shared/result.js';
import { DAY_MS, type Instant } from '../../../shared/units.js';
import { diskFailure } from './disk-failure.js';
import { writeGlance } from './glance-file.js';
import { createInstallation, type InstallationOptions } from './installation.js';
import { createKeptReadings } from './kept-readings.js';

export interface StatusLineOptions extends InstallationOptions {
  readonly log: Log;
  readonly now: () => Instant;
}

/** Work of a day moves a percentage; without any something may be in the way. */
const SILENT_MS = DAY_MS;

/** What the app shares with Claude Code's status line: the readings, a glance, and its installation. */
export function createStatusLine(options: StatusLineOptions): StatusLine {
  const { dataDirectory, log, now } = options;
  const readings = createKeptReadings(dataDirectory, now);
  const installation = createInstallation(options);
  function describe(): StatusLineSetup {
    const setup = installation.describe();
    const lastReadingAt = readings.read().at(-1)?.at ?? null;
    const since = Math.max(lastReadingAt ?? 0, installation.installedAt() ?? 0);
    const isSilent = setup.state === 'installed' && now() - since >= SILENT_MS;
    return { ...setup, lastReadingAt, isSilent };
  }
  return {
    readReadings: readings.read,
    dropReadings: readings.drop,
    saveGlance(glance) {
      try {
        writeGlance(dataDirectory, glance);
        return ok(null);
      } catch (error) {
        return failed(diskFailure(error, { refused: 'storage-read-only' }));
      }
    },
    describe,
    preview: installation.preview,
    install() {
      const done = installation.install();
      if (!done.ok) log.warn('status-line-not-installed', { kind: done.failure.kind });
      return done.ok ? ok(describe()) : done;
    },
    remove() {
      const done = installation.remove();
      if (!done.ok) log.warn('status-line-not-removed', { kind: done.failure.kind });
      return done.ok ? ok(describe()) : done;
    },
  };
}
