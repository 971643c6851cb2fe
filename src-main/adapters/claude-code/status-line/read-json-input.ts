import { fstatSync, readSync } from 'node:fs';

const CLOSING_BRACE = '}'.charCodeAt(0);

export interface InputLimits {
  /** Until which all of it must have come. */
  readonly waitMs: number;
  readonly mostBytes: number;
}

/** Standard input as JSON. Undefined: none came in time, it is none, or it is too large. */
export async function readJsonInput(limits: InputLimits): Promise<unknown> {
  try {
    const facts = fstatSync(0);
    // Nobody pipes anything: a person's terminal, or the null device.
    if (facts.isCharacterDevice()) return undefined;
    return facts.isFile() ? readFile(limits) : await readStream(limits);
  } catch {
    return undefined;
  }
}

function readFile({ mostBytes }: InputLimits): unknown {
  const bytes = Buffer.alloc(mostBytes);
  let size = 0;
  for (let read = 1; read > 0 && size < mostBytes; size += read) {
    read = readSync(0, bytes, size, mostBytes - size, null);
  }
  return size < mostBytes ? parse(bytes.subarray(0, size)) : undefined;
}

function readStream({ waitMs, mostBytes }: InputLimits): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const timer = setTimeout(finish, waitMs);
    function finish(): void {
      clearTimeout(timer);
      process.stdin.destroy();
      resolve(parse(Buffer.concat(chunks)));
    }
    process.stdin.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= mostBytes) {
        chunks.length = 0;
        finish();
      } else if (endsObject(chunk) && parse(Buffer.concat(chunks)) !== undefined) {
        // All of it is here: who leaves the other end open is not waited for.
        finish();
      }
    });
    process.stdin.on('end', finish).on('error', finish);
  });
}

/** Spares most attempts at an unfinished text. */
const endsObject = (chunk: Buffer) => chunk.subarray(-3).includes(CLOSING_BRACE);

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
