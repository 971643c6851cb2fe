import { onlyTrayItem, readTrayItem, readTrayMenu } from './tray-item.mjs';
import { waitFor } from './wait-for.mjs';

export interface TrayPixels {
  readonly width: number;
  readonly height: number;
  readonly argb: Uint8Array;
}

export interface TrayReading {
  /** The menu's facts: what comes before its first separator. */
  readonly lines: readonly string[];
  readonly commands: readonly string[];
  readonly tooltip: readonly string[];
  readonly icon: TrayPixels;
}

/** What the session's tray shows of us, read over the bus as a panel does. */
export async function readTray(env: Record<string, string>): Promise<TrayReading> {
  const item = await onlyTrayItem(env);
  const [shown, menu] = await Promise.all([readTrayItem(env, item), readTrayMenu(env, item)]);
  const end = menu.findIndex(({ type }) => type === 'separator');
  const [icon] = shown.icons;
  if (!icon || shown.icons.length > 1) throw new Error(`${shown.icons.length} icons`);
  return {
    lines: menu.slice(0, end).map(({ label }) => label),
    commands: menu.slice(end).flatMap(({ label }) => label || []),
    tooltip: shown.toolTip.title.split('\n'),
    icon,
  };
}

/** Reads until the tray shows what is wanted, and gives that reading. */
export async function waitForTray(
  env: Record<string, string>,
  what: string,
  isShown: (tray: TrayReading) => boolean,
  limitMs = 10_000,
): Promise<TrayReading> {
  let last: TrayReading | undefined;
  return waitFor(
    `the tray to show ${what}`,
    async () => {
      last = await readTray(env);
      return isShown(last) ? last : null;
    },
    { limitMs, everyMs: 100 },
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; it shows ${JSON.stringify(last?.lines)}`, { cause: error });
  });
}
