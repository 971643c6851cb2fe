import type { CancelSignal } from '../ports.js';

export interface CancelScope {
  readonly signal: CancelSignal;
  cancel(): void;
  /** The work is over: the parent need not remember it. */
  end(): void;
}

/** A cancellation of its own that also follows its parent's. */
export function createCancelScope(parent: CancelSignal): CancelScope {
  const listeners = new Set<() => void>();
  let isAborted = false;
  const cancel = () => {
    isAborted = true;
    const called = [...listeners];
    listeners.clear();
    for (const listener of called) listener();
  };
  if (parent.aborted) cancel();
  else parent.addEventListener('abort', cancel);
  return {
    signal: {
      get aborted() {
        return isAborted;
      },
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
    },
    cancel,
    end: () => parent.removeEventListener('abort', cancel),
  };
}
