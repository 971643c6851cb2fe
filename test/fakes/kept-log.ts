import type { Log } from '../../src-main/core/ports.js';

export interface KeptLog extends Log {
  readonly events: readonly { readonly event: string; readonly fields: unknown }[];
}

/** Keeps what is logged for the test to read. */
export function createKeptLog(): KeptLog {
  const events: { event: string; fields: unknown }[] = [];
  const keep = (event: string, fields: unknown = {}) => void events.push({ event, fields });
  return { events, info: keep, warn: keep };
}
