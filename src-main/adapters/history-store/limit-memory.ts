import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { LimitMemory } from '../../core/limits/limit-ports.js';
import type { Failure } from '../../shared/failure.js';
import { createLimitReads } from './limit-reads.js';
import { createLimitWrites } from './limit-writes.js';
import { refuseLimitWrites } from './refuse-writes.js';

/** What one history keeps about limits, whichever pair of reports it is read by. */
export const createLimitMemory = (
  database: DatabaseSyncInstance,
  refusal: Failure | null,
): LimitMemory => ({
  ...createLimitReads(database),
  ...(refusal ? refuseLimitWrites(refusal) : createLimitWrites(database)),
});
