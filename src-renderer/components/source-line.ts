import { BASIS_WORDS } from '../../src-main/shared/basis-words.js';
import { formatInstant } from '../../src-main/shared/format.js';
import type { Provenance } from '../../src-main/shared/snapshot.js';

/** A figure and where it is from as plain text, for a mail or a cell of a table. */
export function sourceLine(says: string | null, provenance: Provenance, isDemo: boolean): string {
  const { endpoint, pair, from, to, fetchedAt, isComplete, formula, basis } = provenance;
  const worth = basis && BASIS_WORDS[basis];
  const figure = says === null ? worth : worth ? `${says} (${worth})` : says;
  const trace = [
    endpoint,
    `${formatInstant(from)} to ${formatInstant(to)}`,
    fetchedAt === null
      ? 'not fetched yet'
      : `${pair === 'analytics' ? 'as of' : 'fetched'} ${formatInstant(fetchedAt)}`,
    isComplete ? 'complete so far' : 'not complete',
  ].join(', ');
  const end = isDemo ? 'Tidemark, demo data.' : 'Tidemark.';
  return `${figure ? `${figure} - ` : ''}${trace}; ${formula}. ${end}`;
}
