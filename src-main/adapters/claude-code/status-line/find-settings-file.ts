import { delimiter, join, resolve } from 'node:path';
import { isFolder } from './look-at-path.js';

export interface SettingsPlace {
  readonly path: string;
  /** Claude Code was used here: its folder exists. */
  readonly isUsed: boolean;
}

/** The user's settings of Claude Code, in the first of its folders that exists. */
export function findSettingsFile(env: NodeJS.ProcessEnv, home: string): SettingsPlace {
  const named = env.CLAUDE_CONFIG_DIR?.trim() ?? '';
  const folders = (isFolder(named) ? [named] : named.split(new RegExp(`[,${delimiter}]`)))
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '')
    .map((folder) => resolve(folder.replace(/^~(?=$|[\\/])/, () => home)));
  const candidates = folders.length > 0 ? folders : [join(home, '.claude')];
  const used = candidates.find(isFolder);
  return {
    path: join(used ?? candidates[0] ?? home, 'settings.json'),
    isUsed: used !== undefined,
  };
}
