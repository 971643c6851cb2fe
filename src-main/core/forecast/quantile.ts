export interface Weighed {
  readonly value: number;
  readonly weight: number;
}

/** The value below which `share` of the weight lies, each item's weight spread evenly around it. */
export function weighedQuantile(items: readonly Weighed[], share: number): number {
  const sorted = [...items].sort((a, b) => a.value - b.value);
  const target = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let before: { readonly value: number; readonly middle: number } | null = null;
  let passed = 0;
  for (const { value, weight } of sorted) {
    const middle = passed + weight / 2;
    if (middle >= target) {
      if (!before) return value;
      const way = (target - before.middle) / (middle - before.middle);
      return before.value + way * (value - before.value);
    }
    before = { value, middle };
    passed += weight;
  }
  return before?.value ?? Number.NaN;
}
