import { realpathSync } from 'node:fs';
import { HOUR_MS, MINUTE_MS } from '../shared/units.js';

/** What this process knows of its time zone. */
export interface ZoneSigns {
  /** The variable TZ: a name, a file behind a colon, or the offset itself. */
  readonly tz: string | undefined;
  /** As Intl has it: the zones of some TZ have no name there. */
  readonly named: string | undefined;
  /** Minutes that UTC is ahead, as Date has it. */
  readonly offsetMinutes: number;
}

/** A zone's name that every Intl takes: never none, whatever TZ holds. */
export const systemZone = (): string =>
  zoneOf({
    tz: process.env.TZ,
    named: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    offsetMinutes: new Date().getTimezoneOffset(),
  });

export function zoneOf({ tz, named, offsetMinutes }: ZoneSigns): string {
  const zones = [named, zoneOfFile(tz?.replace(/^:/, '') ?? ''), zoneOfOffset(offsetMinutes)];
  // POSIX takes an empty TZ for UTC.
  return zones.find((zone) => zone !== undefined && isZone(zone)) ?? 'UTC';
}

/** The name follows the folder of all zones, as in /usr/share/zoneinfo/Europe/Oslo. */
const FOLDER = '/zoneinfo/';

function zoneOfFile(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  try {
    const file = path.includes(FOLDER) ? path : realpathSync(path);
    return file
      .split(FOLDER)
      .at(1)
      ?.replace(/^(posix|right)\//, '');
  } catch {
    // No such file: the C library takes that for UTC, and so does the offset.
    return undefined;
  }
}

/** The sign is turned in these names: Etc/GMT+5 is five hours behind. */
function zoneOfOffset(minutes: number): string | undefined {
  const hours = (minutes * MINUTE_MS) / HOUR_MS;
  if (hours === 0 || !Number.isInteger(hours)) return undefined;
  return `Etc/GMT${hours > 0 ? '+' : ''}${hours}`;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
