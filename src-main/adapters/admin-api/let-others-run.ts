/** Between two parts of long work: timers, windows and the tray come first (D9). */
export const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
