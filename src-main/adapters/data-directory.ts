import { homedir, userInfo } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';

/** Where app and command line keep the same files, by each system's custom. */
export function defaultDataDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') {
    return join(homeFolder(), 'Library', 'Application Support', 'Tidemark');
  }
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(homeFolder(), 'AppData', 'Roaming'), 'Tidemark');
  }
  return join(configFolder(env), 'Tidemark');
}

/** What is not absolute would begin wherever the program runs: the system knows the home as well. */
export function homeFolder(): string {
  const home = homedir();
  return isAbsolute(home) ? home : userInfo().homedir;
}

/** A relative one is to be ignored, says the XDG Base Directory Specification. */
export function configFolder({ XDG_CONFIG_HOME: given = '' }: NodeJS.ProcessEnv): string {
  return isAbsolute(given) ? given : join(homeFolder(), '.config');
}

const DEMO = 'demo';

/** The invented organization keeps its files apart. */
export const demoDirectory = (dataDirectory: string) => join(dataDirectory, DEMO);

/** In a folder of that name nothing real is to be mixed in. */
export const isDemoDirectory = (dataDirectory: string) => basename(dataDirectory) === DEMO;
