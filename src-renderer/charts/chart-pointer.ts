/** Where the reader points, outside React state so that moving it never redraws the chart. */
export interface Pointing {
  readonly index: number;
  readonly series: number | null;
  /** Keys speak; a mouse does not. */
  readonly byKey: boolean;
}

export interface ChartPointer {
  read(): Pointing | null;
  point(to: Pointing | null): void;
  subscribe(listener: () => void): () => void;
}

export function createChartPointer(): ChartPointer {
  let pointing: Pointing | null = null;
  const listeners = new Set<() => void>();
  return {
    read: () => pointing,
    point(to) {
      const isSame =
        to?.index === pointing?.index &&
        to?.series === pointing?.series &&
        to?.byKey === pointing?.byKey;
      if (isSame) return;
      pointing = to;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
