import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { Log } from '../core/ports.js';

/** Starts hidden: the tray is enough at login. */
const HIDDEN = '--hidden';

/** Follows the setting. Linux: an autostart entry as the desktop's own settings would write it. */
export function setStartAtLogin(isWanted: boolean, configFolder: string, log: Log): void {
  try {
    if (process.platform !== 'linux') {
      app.setLoginItemSettings({ openAtLogin: isWanted, args: [HIDDEN] });
      return;
    }
    const entry = join(configFolder, 'autostart', 'tidemark.desktop');
    if (!isWanted) {
      rmSync(entry, { force: true });
      return;
    }
    mkdirSync(dirname(entry), { recursive: true });
    writeFileSync(entry, desktopEntry());
  } catch (error) {
    log.warn('start-at-login', { reason: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Quoting of the Desktop Entry Specification: double quotes, with `"`, `` ` ``, `$`, `\` escaped. */
const quote = (text: string) => `"${text.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;

function desktopEntry(): string {
  const program = process.env.APPIMAGE ?? process.execPath;
  const words = app.isPackaged ? [program, HIDDEN] : [program, app.getAppPath(), HIDDEN];
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tidemark',
    'Comment=Claude usage and cost in the tray',
    `Exec=${words.map(quote).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
