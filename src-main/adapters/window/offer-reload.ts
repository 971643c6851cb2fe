import { type BrowserWindow, dialog } from 'electron';
import type { Log } from '../../core/ports.js';

/** A page that answers nothing can be waited for or loaded again (P6). */
export function offerReload(window: BrowserWindow, log: Log): void {
  let isAsking = false;

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    log.warn('renderer-hangs');
    const isBack = new AbortController();
    const withdraw = () => isBack.abort();
    window.once('responsive', withdraw);
    window.once('closed', withdraw);
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: 'The window does not answer.',
      detail: 'The tray and notifications go on. Your figures are safe.',
      buttons: ['Wait', 'Load it again'],
      cancelId: 0,
      signal: isBack.signal,
    });
    window.off('responsive', withdraw);
    window.off('closed', withdraw);
    isAsking = false;
    // A hanging page hears no reload: it ends, and what is gone is loaded again.
    if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
  }
  window.on('unresponsive', () => void ask());
}
