import { formatTokens } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { Name } from '../components/Name.js';
import styles from './Unpriced.module.css';

/** More than these are counted, not named. */
const NAMED = 3;

export function Unpriced({ models }: { readonly models: Snapshot['unpriced'] }) {
  if (models.length === 0) return null;
  const more = models.length - NAMED;
  return (
    <p className={styles.unpriced}>
      <strong>No known price, left out of estimates:</strong>{' '}
      {models.slice(0, NAMED).map(({ model, tokens }, index) => (
        <span key={model}>
          {index > 0 && ', '}
          <Name name={model} /> ({formatTokens(tokens)} tokens)
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </p>
  );
}
