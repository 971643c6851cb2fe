import type { Snapshot } from '../shared/snapshot.js';
import { plain } from './plain.js';

/** A currency is named with its 10^-8 parts, as a dollar is with its microcents. */
const PARTS_A_UNIT = 100_000_000;

/** One line for each other currency that something was billed in. */
export const describeCurrencies = (others: Snapshot['otherCurrencies']): string[] =>
  others.map(
    ({ currency, microunits }) =>
      `Also    ${(microunits / PARTS_A_UNIT).toFixed(2)} ${plain(currency)} reported, not added`,
  );
