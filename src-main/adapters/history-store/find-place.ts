import { besideName } from './history-files.js';
import { type FileIdentity, identifyFile } from './identify-file.js';
import { readFileFacts } from './read-file-facts.js';

export interface Place {
  readonly path: string;
  readonly identity: FileIdentity;
  /** A file that is not ours has the usual name. */
  readonly isBeside: boolean;
}

/** The file of a history: the usual one, or the one beside it when that name is taken (F6). */
export function findPlace(path: string, isRemembered: boolean): Place {
  const identity = identifyFile(readFileFacts(path, isRemembered));
  const beside = besideName(path);
  const besideIdentity = identifyFile(readFileFacts(beside, false));
  const isFree = identity === 'nothing' || identity === 'empty';
  const isBeside = identity === 'foreign' || (isFree && besideIdentity.startsWith('ours'));
  return isBeside
    ? { path: beside, identity: besideIdentity, isBeside }
    : { path, identity, isBeside };
}
