import { type FailureKind, retryAtOf } from '../../shared/failure.js';
import type { Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';

/** How a run ended, as far as the next one depends on it. */
export type RunOutcome =
  | { readonly kind: 'done' | 'offline' | 'failed' | 'needs-person' }
  | { readonly kind: 'rate-limited'; readonly retryAt: Instant };

export function runOutcome(result: Result<unknown>): RunOutcome {
  if (result.ok) return { kind: 'done' };
  const { failure } = result;
  const retryAt = retryAtOf(failure);
  if (retryAt !== null) return { kind: 'rate-limited', retryAt };
  if (failure.kind === 'offline') {
    return { kind: BROKEN_OFF.has(failure.detail ?? '') ? 'failed' : 'offline' };
  }
  return { kind: needsPerson(failure.kind) ? 'needs-person' : 'failed' };
}

/** Somebody was reached who broke off: looking every few seconds would be asking them each time. */
const BROKEN_OFF: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Asking again by itself cannot help with these. */
const needsPerson = (kind: FailureKind) =>
  kind === 'no-key' ||
  kind === 'other-organization' ||
  kind === 'storage-newer' ||
  kind.startsWith('key');
