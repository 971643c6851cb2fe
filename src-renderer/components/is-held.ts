import type { SyncStatus } from '../../src-main/shared/snapshot.js';

/** Anthropic asked for a pause: until it is over nothing is asked, whoever wants it. */
export const isHeld = ({ failure }: SyncStatus, now: number) =>
  failure !== null && failure.retryAt !== null && failure.retryAt > now;
