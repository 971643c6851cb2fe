import { join, resolve } from 'node:path';
import type { InstallationOptions } from './adapters/claude-code/status-line/installation.js';
import { defaultDataDirectory, homeFolder } from './adapters/data-directory.js';
import { type Overrides, readOverrides } from './adapters/overrides.js';
import type { Flags } from './cli/flags.js';

/** A text says why the environment cannot be used. */
export function overridesOrReason(): Overrides | string {
  try {
    return readOverrides(process.env);
  } catch (error) {
    return error instanceof RangeError ? error.message : 'Bad environment.';
  }
}

export const dataFolder = (flags: Flags, { dataDirectory }: Overrides) =>
  typeof flags['data-dir'] === 'string'
    ? resolve(flags['data-dir'])
    : (dataDirectory ?? defaultDataDirectory(process.env, process.platform));

/** Where Claude Code keeps its files, and what it would run. */
export const claudePlace = (folder: string): Omit<InstallationOptions, 'now'> => ({
  dataDirectory: resolve(folder),
  env: process.env,
  home: homeFolder(),
  findNode: () => process.execPath,
  script: { shipped: join(__dirname, 'statusline.cjs'), isCopied: false },
});
