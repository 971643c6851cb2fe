import { type Stats, statSync } from 'node:fs';

/** Null: nothing is there, or it may not be looked at. */
export function lookAtPath(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

export const isFile = (path: string) => lookAtPath(path)?.isFile() ?? false;
export const isFolder = (path: string) => lookAtPath(path)?.isDirectory() ?? false;
