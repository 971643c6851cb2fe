import type { Tidemark } from '../core/tidemark.js';
import type { Failure } from '../shared/failure.js';
import type { Instant } from '../shared/units.js';

/** What a command works with. */
export interface CommandParts {
  readonly tidemark: Tidemark;
  /** Why settings cannot be saved; null when they can. */
  readonly settingsRefusal: Failure | null;
  /** Backup and checks, when they are due: after a sync. */
  keepUp(): Promise<void>;
  now(): Instant;
}
