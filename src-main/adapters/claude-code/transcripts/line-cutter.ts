/** Longer lines hold pictures or whole files: the longest answers are a quarter of it. */
const MAX_LINE_BYTES = 2 * 1024 * 1024;

export interface CutLine {
  /** Null: too long to be held. */
  readonly bytes: Buffer | null;
  /** Offset in the file behind the line and its end. */
  readonly end: number;
}

export interface LineCutter {
  /** The lines that end in this chunk. The chunk may be reused once they were taken. */
  cut(chunk: Buffer): Iterable<CutLine>;
  /** What has no end yet; null: too long, or nothing. */
  rest(): CutLine | null;
}

const LINE_FEED = 10;

/** Cuts a file, which is read from `start` in chunks, into lines. */
export function createLineCutter(start: number): LineCutter {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let offset = start;

  const isTooLong = (more: number) => heldBytes + more > MAX_LINE_BYTES;
  const hold = (bytes: Buffer) => {
    // The chunk's memory is filled again: what is kept is copied.
    held = isTooLong(bytes.length) ? [] : [...held, Buffer.from(bytes)];
    heldBytes += bytes.length;
  };
  const join = (last: Buffer) => {
    const line = isTooLong(last.length) ? null : Buffer.concat([...held, last]);
    held = [];
    heldBytes = 0;
    return line;
  };
  return {
    *cut(chunk) {
      let from = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
        const part = chunk.subarray(from, end);
        from = end + 1;
        yield { bytes: heldBytes === 0 ? part : join(part), end: offset + from };
      }
      if (from < chunk.length) hold(chunk.subarray(from));
      offset += chunk.length;
    },
    rest: () =>
      heldBytes === 0 || isTooLong(0) ? null : { bytes: Buffer.concat(held), end: offset },
  };
}
