import { type FormEvent, useId, useState } from 'react';
import { plainName } from '../../src-main/shared/plain-name.js';
import {
  type ListedPrice,
  type ModelRates,
  RATE_KINDS,
  withOwnPrice,
} from '../../src-main/shared/prices.js';
import { formatRate, parseRate, usualCacheRates } from '../../src-main/shared/rate.js';
import type { PriceOverride } from '../../src-main/shared/settings.js';
import { TOKEN_WORDS } from '../../src-main/shared/token-words.js';
import { updateSettings } from '../bridge.js';
import { Button } from '../components/Button.js';
import { useWindow } from '../store.js';
import styles from './PriceForm.module.css';

interface Props {
  /** Null: a model to be named. */
  readonly price: ListedPrice | null;
  readonly onClose: () => void;
}

/** One's own price of one model. Cache rates that are left empty follow uncached input. */
export function PriceForm({ price, onClose }: Props) {
  const id = useId();
  const overrides = useWindow((state) => state.settings?.priceOverrides) ?? [];
  const [input, setInput] = useState(price?.rates ? formatRate(price.rates.uncachedInput) : '');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const own = readOwn(new FormData(event.currentTarget), price?.model ?? null);
    if (typeof own === 'string') {
      setRefusal(own);
      return;
    }
    const reply = await updateSettings({ priceOverrides: withOwnPrice(overrides, own) });
    if (reply.ok) onClose();
    else setRefusal(`${reply.note.title}. ${reply.note.detail ?? reply.note.body}`);
  };
  const typed = parseRate(input);
  const usual: Partial<ModelRates> = typeof typed === 'number' ? usualCacheRates(typed) : {};
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      noValidate
      aria-label={price ? `Your price of ${plainName(price.model)}` : 'Price of another model'}
    >
      {!price && (
        <label className={styles.wide}>
          Model
          <input name="model" autoComplete="off" spellCheck={false} placeholder="claude-…" />
        </label>
      )}
      {RATE_KINDS.map((kind) => (
        <label key={kind}>
          {TOKEN_WORDS[kind]}
          <input
            name={kind}
            inputMode="decimal"
            autoComplete="off"
            placeholder={usual[kind] === undefined ? '' : formatRate(usual[kind])}
            {...(kind === 'uncachedInput'
              ? { value: input, onChange: (event) => setInput(event.currentTarget.value) }
              : { defaultValue: price?.rates ? formatRate(price.rates[kind]) : '' })}
          />
        </label>
      ))}
      <label>
        From (UTC day)
        <input
          name="from"
          type="date"
          defaultValue={price?.isOwn ? (price.own.at(-1)?.from ?? '') : ''}
        />
      </label>
      <p className={styles.words}>
        Dollars per million tokens. Empty cache prices are 1.25, 2 and 0.1 times uncached input;
        without a day it counts always.
      </p>
      <p id={`${id}-refusal`} className={styles.refusal} role="status">
        {refusal}
      </p>
      <div className={styles.actions}>
        <Button type="submit">Save price</Button>
        <Button look="word" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** A text says what is missing or wrong. */
function readOwn(form: FormData, known: string | null): PriceOverride | string {
  const textOf = (name: string) => String(form.get(name) ?? '').trim();
  const model = known ?? textOf('model');
  if (model === '') return 'Name the model as the report does, like claude-opus-5-5.';
  const rates: Partial<Record<keyof ModelRates, number>> = {};
  for (const kind of RATE_KINDS) {
    const text = textOf(kind);
    if (text === '') continue;
    const rate = parseRate(text);
    if (typeof rate === 'string') return `${TOKEN_WORDS[kind]}: ${rate}`;
    rates[kind] = rate;
  }
  const { uncachedInput, output } = rates;
  if (uncachedInput === undefined || output === undefined) {
    return 'Enter at least uncached input and output.';
  }
  const from = textOf('from') || null;
  return { model, from, ...usualCacheRates(uncachedInput), ...rates, uncachedInput, output };
}
