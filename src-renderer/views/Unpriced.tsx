import { formatTokens } from '../../src-main/shared/format.js';
import { plainName } from '../../src-main/shared/plain-name.js';
import type { Provenance, Snapshot } from '../../src-main/shared/snapshot.js';
import { Button } from '../components/Button.js';
import { keepTogether } from '../components/keep-together.js';
import { Name } from '../components/Name.js';
import { Source } from '../components/Source.js';
import { useWindow } from '../store.js';
import styles from './Unpriced.module.css';

/** More than these are counted, not named. */
const NAMED = 3;

interface Props {
  readonly models: Snapshot['unpriced'];
  /** What having no price means here. */
  readonly words?: string;
  readonly source?: { readonly provenance: Provenance; readonly timeZone: string };
}

const WORDS = 'No list price, counted only as bills have named it';

export function Unpriced({ models, words = WORDS, source }: Props) {
  const chooseView = useWindow((state) => state.chooseView);
  if (models.length === 0) return null;
  const more = models.length - NAMED;
  return (
    <p className={styles.unpriced}>
      <strong className={styles.words}>
        {source ? (
          <Source
            {...source}
            align="start"
            says={`${words}: ${models.map(({ model, tokens }) => `${plainName(model)} (${tokens} tokens)`).join(', ')}`}
          >
            {words}
          </Source>
        ) : (
          words
        )}
        <span className="visuallyHidden">:</span>
      </strong>{' '}
      {models.slice(0, NAMED).map(({ model, tokens }, index) => (
        <span key={model}>
          {index > 0 && ', '}
          <Name name={model} /> ({keepTogether(formatTokens(tokens))} tokens)
        </span>
      ))}
      {more > 0 && ` and ${more} more`}.{' '}
      <Button look="word" onClick={() => chooseView('settings', 'prices')}>
        Enter a price
      </Button>
    </p>
  );
}
