import type { Costs } from '../../src-main/shared/costs.js';
import { formatMoney } from '../../src-main/shared/format.js';
import { formatSignedMoney, formatSignedPercent } from '../../src-main/shared/format-signed.js';

interface Props {
  readonly total: number | null;
  readonly before: Costs['before'];
  readonly against: string;
}

/** Change against what was before; where that is not all held, it says so instead. */
export function CostsChange({ total, before, against }: Props) {
  if (!before.isHeld || before.microcents === null) {
    return <p>Nothing to compare with: too little is held of {against}.</p>;
  }
  if (total === null) return null;
  const change = total - before.microcents;
  return (
    <p>
      <strong>{formatSignedMoney(change)}</strong>
      {before.microcents > 0 && ` (${formatSignedPercent((change / before.microcents) * 100)})`}{' '}
      against {against}, {formatMoney(before.microcents)}
    </p>
  );
}
