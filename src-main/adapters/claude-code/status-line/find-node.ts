import { readdirSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { lookAtPath } from './look-at-path.js';

const OLDEST_MAJOR = 18;

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/**
 * A Node for Claude Code to run the status line with: the packaged app cannot act as one. Only
 * looked for, never started. An app started by a desktop sees little of the person's PATH.
 */
export function findNode({ env, home, platform }: Surroundings): string | null {
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  const usual =
    platform === 'win32'
      ? [join(env.ProgramFiles ?? 'C:\\Program Files', 'nodejs')]
      : [
          '/usr/local/bin',
          '/usr/bin',
          '/opt/homebrew/bin',
          '/snap/bin',
          join(home, '.volta', 'bin'),
        ];
  return (
    [...onPath, ...usual, ...versioned(home)]
      .filter((folder) => !isTooOld(folder))
      .map((folder) => join(folder, name))
      .find((path) => isProgram(path, platform)) ?? null
  );
}

/** Newest first. */
const versioned = (home: string) =>
  [
    { folder: join(home, '.nvm', 'versions', 'node'), inside: ['bin'] },
    {
      folder: join(home, '.local', 'share', 'fnm', 'node-versions'),
      inside: ['installation', 'bin'],
    },
    { folder: join(home, '.asdf', 'installs', 'nodejs'), inside: ['bin'] },
    { folder: join(home, '.local', 'share', 'mise', 'installs', 'node'), inside: ['bin'] },
  ].flatMap(({ folder, inside }) =>
    namesIn(folder)
      .sort((a, b) => majorOf(b) - majorOf(a))
      .map((version) => join(folder, version, ...inside)),
  );

const majorOf = (version: string) => Number.parseInt(version.replace(/^v/, ''), 10) || 0;

/** Version managers name the folder after the version; elsewhere nothing tells. */
function isTooOld(folder: string): boolean {
  const version = /[\\/]v?(\d{1,3})\.\d+\.\d+[\\/]/.exec(`${folder}/`)?.[1];
  return version !== undefined && Number(version) < OLDEST_MAJOR;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isProgram(path: string, platform: NodeJS.Platform): boolean {
  const facts = lookAtPath(path);
  return facts?.isFile() === true && (platform === 'win32' || (facts.mode & 0o111) !== 0);
}
