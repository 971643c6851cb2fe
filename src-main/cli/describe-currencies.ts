import { formatParts } from '../shared/format.js';
import { plainName } from '../shared/plain-name.js';
import type { Snapshot } from '../shared/snapshot.js';

/** One line for each other currency that something was billed in. */
export const describeCurrencies = (others: Snapshot['otherCurrencies']): string[] =>
  others.map(
    ({ currency, microunits }) =>
      `Also    ${formatParts(microunits)} ${plainName(currency)} reported, not added`,
  );
