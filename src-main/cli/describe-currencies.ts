import { formatParts } from '../shared/format.js';
import type { Snapshot } from '../shared/snapshot.js';
import { plain } from './plain.js';

/** One line for each other currency that something was billed in. */
export const describeCurrencies = (others: Snapshot['otherCurrencies']): string[] =>
  others.map(
    ({ currency, microunits }) =>
      `Also    ${formatParts(microunits)} ${plain(currency)} reported, not added`,
  );
