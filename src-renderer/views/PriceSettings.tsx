import { useEffect, useRef, useState } from 'react';
import type { ListedPrice } from '../../src-main/shared/prices.js';
import { Button } from '../components/Button.js';
import { useWindow } from '../store.js';
import { nameDate } from './name-date.js';
import { PriceForm } from './PriceForm.js';
import { PriceRow } from './PriceRow.js';
import styles from './PriceSettings.module.css';
import { SettingsGroup } from './SettingsGroup.js';
import { usePrices } from './use-prices.js';

/** What is of interest here: models in use, those without a price first, and the user's own. */
const isShown = ({ tokens, own }: ListedPrice) => tokens > 0 || own.length > 0;
const unpricedFirst = (prices: readonly ListedPrice[]) => [
  ...prices.filter(({ rates }) => !rates),
  ...prices.filter(({ rates }) => rates),
];

/** Prices of models in use; one's own can be put in their place. */
export function PriceSettings() {
  const list = usePrices();
  const part = useWindow((state) => state.chosenPart);
  const [isAdding, setAdding] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const isReady = list !== null;

  useEffect(() => {
    if (part === 'prices' && isReady) box.current?.focus();
  }, [part, isReady]);

  const shown = unpricedFirst(list?.prices.filter(isShown) ?? []);
  return (
    <SettingsGroup
      title="Prices"
      words={
        <>
          Dollars per million tokens, which estimates are made of. Yours count instead of the price
          table{list && ` of ${nameDate(list.version)}`}; what is held is then priced anew.
        </>
      }
    >
      <div ref={box} tabIndex={-1} className={styles.prices}>
        {list && shown.length === 0 && (
          <p className={styles.quiet}>No model was used in the last 30 days.</p>
        )}
        <ul className={styles.rows}>
          {shown.map((price) => (
            <PriceRow key={price.model} price={price} />
          ))}
        </ul>
        {isAdding ? (
          <PriceForm price={null} onClose={() => setAdding(false)} />
        ) : (
          <Button look="word" onClick={() => setAdding(true)}>
            Price another model
          </Button>
        )}
      </div>
    </SettingsGroup>
  );
}
