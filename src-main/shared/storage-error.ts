import type { Failure } from './failure.js';

/** Thrown by reads of a store that has become unreadable: rare, and far from who asked. */
export class StorageError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}
