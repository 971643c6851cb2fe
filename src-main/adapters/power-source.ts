import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PowerSourceOptions {
  /** What Electron says; the answer on systems other than Linux. */
  readonly askSystem: () => boolean;
  readonly platform?: NodeJS.Platform;
  readonly folder?: string;
}

/** Where Linux tells of batteries and plugs (Documentation/ABI/testing/sysfs-class-power). */
const LINUX_FOLDER = '/sys/class/power_supply';

/** True only when it is sure that a battery drives this computer. */
export function isOnBattery({
  askSystem,
  platform = process.platform,
  folder = LINUX_FOLDER,
}: PowerSourceOptions): boolean {
  return platform === 'linux' ? isDischarging(folder) : askSystem();
}

function isDischarging(folder: string): boolean {
  const supplies = namesIn(folder).map((name) => join(folder, name));
  const read = (supply: string, field: string) => readField(join(supply, field));
  const isPlug = (supply: string) => ['Mains', 'USB'].includes(read(supply, 'type'));
  if (supplies.some((supply) => isPlug(supply) && read(supply, 'online') === '1')) return false;
  return supplies.some(
    (supply) =>
      read(supply, 'type') === 'Battery' &&
      // A mouse or a headset has a battery too.
      read(supply, 'scope') !== 'Device' &&
      read(supply, 'status') === 'Discharging',
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty for a field that is not there: each driver has its own few. */
function readField(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
