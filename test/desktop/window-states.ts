import type { RunningApp } from './app.js';

export const windowStates = ({ electron }: RunningApp) =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      isVisible: window.isVisible(),
      url: window.webContents.getURL(),
      isCrashed: window.webContents.isCrashed(),
      isLoading: window.webContents.isLoading(),
    })),
  );
