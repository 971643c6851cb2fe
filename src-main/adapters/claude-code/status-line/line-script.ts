import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.js';
import { removeIfThere, writeWholeFile } from '../../write-whole-file.js';
import { isFile } from './look-at-path.js';

/** The status line's program as Claude Code's Node can run it. */
export interface LineScript {
  readonly path: string;
  isInPlace(): boolean;
  /** Throws what the disk says. */
  place(): void;
  takeAway(): void;
}

interface Shipped {
  readonly dataDirectory: string;
  /** The built `statusline.cjs`. */
  readonly shipped: string;
  /**
   * Whether it is run from a copy in the data folder: a packaged app may be mounted elsewhere at
   * every start, or be replaced while Claude Code runs.
   */
  readonly isCopied: boolean;
}

export function createLineScript({ dataDirectory, shipped, isCopied }: Shipped): LineScript {
  if (!isCopied) {
    return {
      path: shipped,
      isInPlace: () => isFile(shipped),
      place() {
        statSync(shipped);
      },
      takeAway: () => undefined,
    };
  }
  const path = join(dataDirectory, 'statusline.cjs');
  return {
    path,
    isInPlace: () => isSame(path, shipped),
    place() {
      makeFolder(dataDirectory);
      writeWholeFile({ path, content: readFileSync(shipped), mode: 0o600 });
    },
    takeAway: () => removeIfThere(path),
  };
}

function isSame(a: string, b: string): boolean {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch {
    // One of them is gone or may not be read: it is put there again.
    return false;
  }
}
