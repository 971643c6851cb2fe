import { delimiter, join, resolve } from 'node:path';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Folders in which Claude Code may keep its files; not all of them exist. */
export function configFolders({ env, home }: Surroundings): readonly string[] {
  const given = env.CLAUDE_CONFIG_DIR ?? '';
  // A folder's own name may hold a comma: the whole is tried as well.
  const named = [given, ...given.split(','), ...given.split(delimiter)]
    .concat(given.split(',').flatMap((part) => part.split(delimiter)))
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '')
    .map((folder) => resolve(home, folder.replace(/^~(?=$|[\\/])/, home)));
  return [...new Set([...named, join(home, '.config', 'claude'), join(home, '.claude')])];
}
