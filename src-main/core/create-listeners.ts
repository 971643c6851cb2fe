import type { Log } from './ports.js';

export interface Listeners<T> {
  readonly isEmpty: boolean;
  /** Answers with the way to stop listening. */
  add(listener: (told: T) => void): () => void;
  tell(told: T): void;
}

/** A page that is gone, or any other view in trouble, must not end a sync. */
export function createListeners<T>(log: Log): Listeners<T> {
  const listeners = new Set<(told: T) => void>();
  return {
    get isEmpty() {
      return listeners.size === 0;
    },
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(told) {
      for (const listener of listeners) {
        try {
          listener(told);
        } catch (error) {
          log.warn('bug', { message: error instanceof Error ? (error.stack ?? null) : 'unknown' });
        }
      }
    },
  };
}
