import { errorCode } from '../../../shared/error-code.js';
import type { Failure, StorageFailureKind } from '../../../shared/failure.js';

interface Places {
  /** What it is when the disk is there, but does not let us write. */
  readonly refused: Extract<Failure['kind'], 'claude-settings-read-only' | StorageFailureKind>;
}

/** What the disk said, by its code. A programmer's mistake has none and is thrown on. */
export function diskFailure(error: unknown, { refused }: Places): Failure {
  const code = errorCode(error);
  if (code === null) throw error;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return { kind: isFull ? 'storage-full' : refused, detail: code };
}
