import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../cli/run-tidemark.js';

export interface Place {
  /** Holds the data folder, the keychain's item and what the test writes down. */
  readonly base: string;
  readonly dataFolder: string;
  readonly keychain: string;
}

/** Nothing is there yet, not even the data folder. */
export function barePlace(): Place {
  const base = temporaryFolder();
  return { base, dataFolder: join(base, 'data'), keychain: join(base, 'keychain') };
}

export function emptyPlace(): Place {
  const place = barePlace();
  mkdirSync(place.dataFolder);
  return place;
}

export function copyPlace({ base }: Place): Place {
  const copy = barePlace();
  cpSync(base, copy.base, { recursive: true });
  return copy;
}
