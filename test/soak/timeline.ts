interface Entry {
  readonly id: number;
  readonly at: number;
  readonly work: () => void;
}

/** The timers of one process, by a monotonic clock that only its owner moves. */
export interface Timeline {
  readonly setTimer: (work: () => void, ms: number) => number;
  readonly clearTimer: (timer: unknown) => void;
  /** When the next timer is due; infinity when there is none. */
  nextAt(): number;
  fireNext(): void;
}

export function createTimeline(monotonic: () => number): Timeline {
  let lastId = 0;
  let entries: readonly Entry[] = [];
  return {
    setTimer(work, ms) {
      lastId += 1;
      const entry = { id: lastId, at: monotonic() + Math.max(0, ms), work };
      entries = [...entries, entry].sort((one, other) => one.at - other.at || one.id - other.id);
      return entry.id;
    },
    clearTimer(timer) {
      entries = entries.filter(({ id }) => id !== timer);
    },
    nextAt: () => entries[0]?.at ?? Number.POSITIVE_INFINITY,
    fireNext() {
      const [next, ...later] = entries;
      entries = later;
      next?.work();
    },
  };
}
