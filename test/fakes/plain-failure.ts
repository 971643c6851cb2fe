import type { Failure, FailureKind } from '../../src-main/shared/failure.js';

/** The kinds that need no more than their name. */
export type PlainKind = Exclude<FailureKind, 'rate-limited' | 'invalid-input'>;

// The compiler does not pair a union of kinds with a union of failures.
export const plainFailure = (kind: PlainKind) => ({ kind }) as Failure;
