/** Rounding of a share told so close to a whole number that it must be computed exactly. */
const CLOSE = 1e-3;
/** Shares of up to $88,000 are told by a number to well within that. */
const MOST_QUICK = 2 ** 43;

/**
 * Splits whole microcents over whole weights by largest remainder: each part is its exact share
 * rounded down, and what is left goes, one microcent each, to those that lost most. The parts add
 * up to the total. A credit is split like a charge. Without any weight nothing is given.
 */
export function splitAmount(total: number, weights: readonly number[]): number[] {
  // Not -0.
  if (total < 0) return splitAmount(-total, weights).map((part) => 0 - part);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0 || total === 0) return weights.map(() => 0);
  if (!Number.isSafeInteger(whole)) return splitAmount(total, weights.map(coarser));
  return splitQuickly(total, weights, whole) ?? splitExactly(total, weights, whole);
}

/** Null: too close to tell. */
function splitQuickly(total: number, weights: readonly number[], whole: number): number[] | null {
  if (total > MOST_QUICK) return null;
  const parts: number[] = [];
  const lost: number[] = [];
  for (const weight of weights) {
    const share = weight === whole ? total : total * (weight / whole);
    const part = Math.floor(share);
    const rest = share - part;
    if (rest !== 0 && (rest < CLOSE || rest > 1 - CLOSE)) return null;
    parts.push(part);
    lost.push(rest);
  }
  const byLoss = [...lost].sort((a, b) => b - a);
  // Two that lost almost the same: who comes first must be told exactly.
  if (
    byLoss.some((loss, index) => index > 0 && loss > 0 && (byLoss[index - 1] ?? 0) - loss < CLOSE)
  ) {
    return null;
  }
  return giveRest(parts, lost, total);
}

function splitExactly(total: number, weights: readonly number[], whole: number): number[] {
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const divisor = BigInt(whole);
  return giveRest(
    exact.map((share) => Number(share / divisor)),
    exact.map((share) => Number(share % divisor)),
    total,
  );
}

function giveRest(parts: number[], lost: readonly number[], total: number): number[] {
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  if (left === 0) return parts;
  const byLoss = lost.map((_, index) => index);
  byLoss.sort((a, b) => (lost[b] ?? 0) - (lost[a] ?? 0) || a - b);
  for (const index of byLoss.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** Sums of weights beyond what a number counts exactly: a thousandth of each is fine enough. */
const coarser = (weight: number) => Math.round(weight / 1000);
