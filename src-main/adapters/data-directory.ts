import { homedir } from 'node:os';
import { basename, join } from 'node:path';

/** Where app and command line keep the same files, by each system's custom. */
export function defaultDataDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tidemark');
  if (platform === 'win32')
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Tidemark');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Tidemark');
}

const DEMO = 'demo';

/** The invented organization keeps its files apart. */
export const demoDirectory = (dataDirectory: string) => join(dataDirectory, DEMO);

/** In a folder of that name nothing real is to be mixed in. */
export const isDemoDirectory = (dataDirectory: string) => basename(dataDirectory) === DEMO;
