import { useState } from 'react';
import { formatTokens } from '../../src-main/shared/format.js';
import { plainName } from '../../src-main/shared/plain-name.js';
import { type ListedPrice, type ModelRates, RATE_KINDS } from '../../src-main/shared/prices.js';
import { formatRate } from '../../src-main/shared/rate.js';
import { SHORT_TOKEN_WORDS } from '../../src-main/shared/token-words.js';
import { Button } from '../components/Button.js';
import { Name } from '../components/Name.js';
import { useWindow } from '../store.js';
import { nameDate } from './name-date.js';
import { PriceForm } from './PriceForm.js';
import styles from './PriceSettings.module.css';
import { useSetting } from './use-setting.js';

/** One model: its rates in force, who says so, and what to do about it. */
export function PriceRow({ price }: { readonly price: ListedPrice }) {
  const { model, rates, own, note } = price;
  const plain = plainName(model);
  const [isOpen, setOpen] = useState(false);
  const overrides = useWindow((state) => state.settings?.priceOverrides) ?? [];
  const { save, change } = useSetting();
  const takeBack = () => {
    const gone = new Set(own.map((one) => JSON.stringify(one)));
    void change({ priceOverrides: overrides.filter((one) => !gone.has(JSON.stringify(one))) });
  };
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <strong className={styles.model}>
          <Name name={model} />
        </strong>
        <span className={styles.actions}>
          {own.length > 0 && (
            <Button look="word" aria-label={`Take back your price of ${plain}`} onClick={takeBack}>
              Take back
            </Button>
          )}
          {!isOpen && (
            <Button
              look="word"
              aria-label={rates ? `Change the price of ${plain}` : `Enter a price for ${plain}`}
              onClick={() => setOpen(true)}
            >
              {rates ? 'Change' : 'Enter one'}
            </Button>
          )}
        </span>
      </div>
      {rates ? (
        <>
          <p className={styles.rates}>{describeRates(rates)}</p>
          <p className={styles.quiet}>
            {describeOrigin(price)}
            {note && ` ${note}`}
          </p>
        </>
      ) : (
        <p className={styles.missing}>No price is known: left out of estimates.</p>
      )}
      {save.at === 'refused' && <p className={styles.missing}>{save.why}</p>}
      {isOpen && <PriceForm price={price} onClose={() => setOpen(false)} />}
    </li>
  );
}

/** A label and its number stay on one line. */
const describeRates = (rates: ModelRates) =>
  RATE_KINDS.map(
    (kind) =>
      `${SHORT_TOKEN_WORDS[kind].replaceAll(' ', '\u00a0')}\u00a0${formatRate(rates[kind])}`,
  ).join(' · ');

function describeOrigin({ from, isOwn, confidence, sources, overBand, own }: ListedPrice): string {
  if (isOwn) return from === null ? 'Yours.' : `Yours since ${nameDate(from)}.`;
  const known = confidence === 'official' ? 'official' : 'in part from third parties';
  const lastSeen = sources
    .map(({ date }) => date.split(' to ').at(-1) ?? date)
    .sort()
    .at(-1);
  return [
    `${from === null ? 'Always' : `Since ${nameDate(from)}`}, ${known}${lastSeen ? ` as of ${nameDate(lastSeen)}` : ''}.`,
    ...(overBand ? [describeBand(overBand)] : []),
    ...(own.length > 0 ? ['Yours counts on other days.'] : []),
  ].join(' ');
}

const describeBand = ({ thresholdPromptTokens, rates }: NonNullable<ListedPrice['overBand']>) =>
  `Output ${formatRate(rates.output)} with a prompt over ${formatTokens(thresholdPromptTokens)} tokens.`;
