import type * as z from 'zod';
import type { Log } from '../../core/ports.js';
import { HOUR_MS, type Instant } from '../../shared/units.js';
import { findUnknown } from './find-unknown.js';
import { type KnownShape, knownShape } from './known-shape.js';

/** An answer full of inventions must fill neither the log nor memory. */
const MOST_LINES = 100;
const LONGEST_PATH = 200;

export type UnknownWatch = (path: string, schema: z.ZodType, json: unknown) => void;

interface Watched {
  readonly known: KnownShape | null;
  readonly seen: Set<string>;
  readonly lookedAt: Instant;
}

/**
 * Writes the first sight of an unknown field or value to the log, without what it holds (A21).
 * Looks at one page of each kind an hour, which keeps it cheap.
 */
export function createUnknownWatch(log: Log, now: () => Instant): UnknownWatch {
  const watched = new Map<z.ZodType, Watched>();
  let lines = 0;
  return (path, schema, json) => {
    const before = watched.get(schema);
    if (before && Math.abs(now() - before.lookedAt) < HOUR_MS) return;
    const { known, seen } = before ?? { known: knownShape(schema), seen: new Set<string>() };
    watched.set(schema, { known, seen, lookedAt: now() });
    if (!known) return;
    findUnknown(json, known, (unknown) => {
      const field = unknown.path.slice(0, LONGEST_PATH);
      const line = `${unknown.what} ${field}`;
      if (lines >= MOST_LINES || seen.has(line)) return;
      lines += 1;
      seen.add(line);
      log.info(`admin-api-unknown-${unknown.what}`, { path, field });
    });
  };
}
