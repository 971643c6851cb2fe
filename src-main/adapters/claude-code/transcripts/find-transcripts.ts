import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../../shared/error-code.js';
import { shortHash } from './short-hash.js';

export interface FoundTranscript {
  /** Without symbolic links. */
  readonly path: string;
  /** Stands for the path wherever it leaves this folder. */
  readonly key: string;
  readonly facts: BigIntStats;
}

export interface FoundTranscripts {
  /** Folders `projects` that are there. */
  readonly folders: number;
  /** Newest first; each real file once. */
  readonly files: readonly FoundTranscript[];
}

/** A folder that cannot be read, told once by its code: never by its path. */
export type TellUnreadable = (path: string, error: unknown) => void;

/** Every transcript in the folders `projects` of these folders. */
export async function findTranscripts(
  configFolders: readonly string[],
  tellUnreadable: TellUnreadable,
  isCancelled: () => boolean = () => false,
): Promise<FoundTranscripts> {
  const seenFolders = new Set<string>();
  const files = new Map<string, FoundTranscript>();
  let folders = 0;

  const look = async (path: string): Promise<BigIntStats | null> => {
    try {
      return await stat(path, { bigint: true });
    } catch (error) {
      if (!isGone(error)) tellUnreadable(path, error);
      return null;
    }
  };
  const enter = async (path: string): Promise<boolean> => {
    const facts = await look(path);
    const id = facts && idOf(facts, path);
    if (!id || !facts.isDirectory() || seenFolders.has(id)) return false;
    seenFolders.add(id);
    return true;
  };
  const keep = async (path: string) => {
    const facts = await look(path);
    if (!facts?.isFile()) return;
    try {
      const real = await realpath(path);
      const id = idOf(facts, real);
      const known = files.get(id);
      // Of hard links always the same one, so that its mark is found again.
      if (known && known.path <= real) return;
      files.set(id, { path: real, key: shortHash('path', real), facts });
    } catch (error) {
      if (!isGone(error)) tellUnreadable(path, error);
    }
  };

  // A queue and not a recursion: links may nest folders to any depth.
  const waiting: string[] = [];
  for (const folder of configFolders) {
    const projects = join(folder, 'projects');
    if (!(await enter(projects))) continue;
    folders += 1;
    waiting.push(projects);
  }
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (isCancelled()) break;
    for (const entry of await entriesOf(folder, tellUnreadable)) {
      const path = join(folder, entry.name);
      if (entry.name.endsWith('.jsonl') && !entry.isDirectory()) await keep(path);
      if (entry.isFile()) continue;
      if ((entry.isDirectory() || entry.isSymbolicLink()) && (await enter(path))) {
        waiting.push(path);
      }
    }
  }
  return { folders, files: [...files.values()].sort(newestFirst) };
}

async function entriesOf(folder: string, tell: TellUnreadable): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isGone(error)) tell(folder, error);
    return [];
  }
}

/** Some network disks number no files. */
const idOf = ({ dev, ino }: BigIntStats, path: string) => (ino === 0n ? path : `${dev}:${ino}`);

/** What is gone since it was listed, or a link to nothing. */
export const isGone = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');

function newestFirst(a: FoundTranscript, b: FoundTranscript): number {
  if (a.facts.mtimeNs !== b.facts.mtimeNs) return a.facts.mtimeNs < b.facts.mtimeNs ? 1 : -1;
  return a.path < b.path ? -1 : 1;
}
