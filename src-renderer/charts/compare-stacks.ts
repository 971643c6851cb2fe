import type { Column, Stack } from './stack-history.js';

/** The same number of buckets right before, one for each column of a stack. */
export interface Comparison {
  readonly columns: readonly Column[];
  /** Sums over the pairs of buckets that are both whole; null when there is none. */
  readonly sums: { readonly now: number; readonly before: number } | null;
  readonly left: {
    /** The newest bucket is still filling. */
    readonly filling: boolean;
    /** Buckets left out because one of the pair is not held whole. */
    readonly cut: number;
    /** Buckets left out because nothing of one of the pair has a price. */
    readonly unpriced: number;
  };
}

/** What a bucket came to, if that will not change any more by waiting or fetching. */
export const wholeTotal = (column: Column | undefined): number | null =>
  column?.state === 'closed' ? column.total : null;

/** Change of one bucket against its fellow before; null unless both are whole. */
export function changeOf(now: Column, before: Column | undefined): number | null {
  const [one, other] = [wholeTotal(now), wholeTotal(before)];
  return one === null || other === null ? null : one - other;
}

/** Whether anything of the time before is held whole. */
export const holdsAny = ({ columns }: Comparison) =>
  columns.some((column) => wholeTotal(column) !== null);

/** Compares what is held whole on both sides, bucket by bucket, and counts what is left out. */
export function compareStacks(stack: Stack, before: Stack): Comparison {
  const { columns } = before;
  let sums: Comparison['sums'] = null;
  let cut = 0;
  let unpriced = 0;
  const isFilling = stack.columns.at(-1)?.state === 'open';
  stack.columns.forEach((column, index) => {
    const fellow = columns[index];
    if (isFilling && index === stack.columns.length - 1) return;
    const [now, earlier] = [wholeTotal(column), wholeTotal(fellow)];
    if (now !== null && earlier !== null) {
      sums = { now: (sums?.now ?? 0) + now, before: (sums?.before ?? 0) + earlier };
    } else if (column.state === 'closed' && fellow?.state === 'closed') unpriced += 1;
    else cut += 1;
  });
  return { columns, sums, left: { filling: isFilling, cut, unpriced } };
}
