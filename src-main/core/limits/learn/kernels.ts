/** Convolution with a normal of this sd, in cells; what would leave the grid is dropped. */
export function smoothNormal(values: Float64Array, sd: number): Float64Array {
  const reach = Math.ceil(4 * sd);
  const taps = new Float64Array(reach + 1);
  let sum = 0;
  for (let k = 0; k <= reach; k += 1) {
    const tap = Math.exp(-0.5 * (k / sd) ** 2);
    taps[k] = tap;
    sum += k === 0 ? tap : 2 * tap;
  }
  const size = values.length;
  // Beyond the edge the outermost value goes on: a bound that holds there holds further out.
  const padded = new Float64Array(size + 2 * reach);
  padded.fill(values[0] ?? 0, 0, reach);
  padded.set(values, reach);
  padded.fill(values[size - 1] ?? 0, size + reach);
  const smooth = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const middle = i + reach;
    let total = (taps[0] ?? 0) * (padded[middle] ?? 0);
    for (let k = 1; k <= reach; k += 1) {
      total += (taps[k] ?? 0) * ((padded[middle - k] ?? 0) + (padded[middle + k] ?? 0));
    }
    smooth[i] = total / sum;
  }
  return smooth;
}

/** Ratio of neighbouring taps of a discrete Laplace kernel with this variance, in cells squared. */
export const laplaceRatio = (variance: number) =>
  variance < 1e-12 ? 0 : (1 + variance - Math.sqrt(1 + 2 * variance)) / variance;

/**
 * A narrow and a wide Laplace kernel at once, in two passes; `share` is that of the wide one. Mass
 * that would leave the grid stays in it.
 */
export function mixLaplace(
  mass: Float64Array,
  narrow: number,
  wide: number,
  share: number,
): Float64Array {
  const size = mass.length;
  const near = new Float64Array(size);
  const far = new Float64Array(size);
  let [nearSum, farSum, total] = [0, 0, 0];
  for (let i = 0; i < size; i += 1) {
    const here = mass[i] ?? 0;
    total += here;
    nearSum = here + narrow * nearSum;
    farSum = here + wide * farSum;
    near[i] = nearSum;
    far[i] = farSum;
  }
  let [nearBehind, farBehind, nearKept, farKept] = [0, 0, 0, 0];
  for (let i = size - 1; i >= 0; i -= 1) {
    const here = mass[i] ?? 0;
    const nearHere = (near[i] ?? 0) + nearBehind;
    const farHere = (far[i] ?? 0) + farBehind;
    near[i] = nearHere;
    far[i] = farHere;
    nearKept += nearHere;
    farKept += farHere;
    nearBehind = narrow * (here + nearBehind);
    farBehind = wide * (here + farBehind);
  }
  const ofNear = nearKept > 0 ? ((1 - share) * total) / nearKept : 0;
  const ofFar = farKept > 0 ? (share * total) / farKept : 0;
  for (let i = 0; i < size; i += 1) near[i] = ofNear * (near[i] ?? 0) + ofFar * (far[i] ?? 0);
  return near;
}

/** Convolution with an exponential that reaches up this many cells on the mean. */
export function spreadUp(values: Float64Array, mean: number): Float64Array {
  const ratio = Math.exp(-1 / mean);
  let sum = 0;
  return values.map((value) => {
    sum = ratio * sum + (1 - ratio) * value;
    return sum;
  });
}
