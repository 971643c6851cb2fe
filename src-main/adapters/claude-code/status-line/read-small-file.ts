import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

// Windows knows neither; there they are left out.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

/**
 * A regular file's text. Null for what is missing, larger, a link, a folder, a pipe or a device:
 * none of them is waited for.
 */
function readSmallFile(path: string, mostBytes: number): string | null {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const facts = fstatSync(file);
    if (!facts.isFile() || facts.size > mostBytes) return null;
    const bytes = Buffer.alloc(facts.size);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, facts.size, 0));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** As JSON; undefined for what is none. */
export function readSmallJson(path: string, mostBytes: number): unknown {
  const text = readSmallFile(path, mostBytes);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
