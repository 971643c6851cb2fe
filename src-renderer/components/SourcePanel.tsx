import { useState } from 'react';
import { BASIS_WORDS } from '../../src-main/shared/basis-words.js';
import { formatDateTime } from '../../src-main/shared/format.js';
import type { Provenance } from '../../src-main/shared/snapshot.js';
import { useWindow } from '../store.js';
import { Button } from './Button.js';
import { copyText } from './copy-text.js';
import styles from './Source.module.css';
import { sourceLine } from './source-line.js';

interface Props {
  readonly provenance: Provenance;
  readonly timeZone: string;
  readonly says: string | null;
}

/** What is known of where a number comes from, and the same to take along. */
export function SourcePanel({ provenance, timeZone, says }: Props) {
  const [outcome, setOutcome] = useState<string | null>(null);
  const isDemo = useWindow(({ snapshot }) => snapshot?.mode === 'demo');
  const { endpoint, pair, from, to, fetchedAt, isComplete, formula, basis } = provenance;
  const copy = () => {
    const isCopied = copyText(sourceLine(says, provenance, isDemo));
    setOutcome(isCopied ? 'Copied' : 'Could not be copied');
  };
  return (
    <>
      <span className={styles.formula}>{formula}</span>
      <span>
        {basis ? capitalize(BASIS_WORDS[basis]) : 'Nothing known yet'},{' '}
        {isComplete ? 'complete so far' : 'not complete yet'}
      </span>
      <span>
        {formatDateTime(from, timeZone)} to {formatDateTime(to, timeZone)} ({timeZone})
      </span>
      <span>
        {fetchedAt === null
          ? 'Not fetched yet'
          : `${pair === 'analytics' ? 'As of' : 'Fetched'} ${formatDateTime(fetchedAt, timeZone)}`}
        {' from '}
        <code className={styles.endpoint}>{endpoint}</code>
      </span>
      <span className={styles.take}>
        <Button look="word" onClick={copy}>
          Copy with source
        </Button>
        <span role="status">{outcome}</span>
      </span>
    </>
  );
}

const capitalize = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
