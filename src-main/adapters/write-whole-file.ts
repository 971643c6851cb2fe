import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

interface WholeFile {
  readonly path: string;
  readonly content: string | Buffer;
  readonly mode: number;
  /** Asked at the last moment; without a yes everything stays as it is. */
  readonly mayPlace?: () => boolean;
}

/** The old file or the new one, never a part of one: beside it, to the disk, then in its place. */
export function writeWholeFile({ path, content, mode, mayPlace = () => true }: WholeFile): void {
  const temporary = writeBeside(path, content, mode);
  try {
    if (mayPlace()) renameSync(temporary, path);
    else unlinkSync(temporary);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** What is there already stays; whoever is first wins. False: something was there. */
export function writeNewFile({ path, content, mode }: Omit<WholeFile, 'mayPlace'>): boolean {
  const temporary = writeBeside(path, content, mode);
  try {
    linkSync(temporary, path);
    return true;
  } catch {
    if (lstatSync(path, { throwIfNoEntry: false })) return false;
    // Not every disk knows links.
    renameSync(temporary, path);
    return true;
  } finally {
    removeIfThere(temporary);
  }
}

function writeBeside(path: string, content: string | Buffer, mode: number): string {
  const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2, 10)}.tmp`;
  const file = openSync(temporary, 'wx', mode);
  try {
    // The process's mask took rights away that the file had.
    fchmodSync(file, mode);
    const bytes = Buffer.from(content);
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  } finally {
    closeSync(file);
  }
  return temporary;
}

/** Somebody else may have been first, or the disk refuses: then it stays. */
export function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {}
}
