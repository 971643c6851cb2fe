import { type FormEvent, useId, useState } from 'react';
import { updateSettings } from '../bridge.js';
import { Button } from '../components/Button.js';
import { useWindow } from '../store.js';
import styles from './LimitInvitation.module.css';
import { parseDollars } from './parse-dollars.js';

/** Without a limit there is no percentage; here it can be typed where it is missed. */
export function LimitInvitation() {
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  const chooseView = useWindow((state) => state.chooseView);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('limit');
    const microcents = parseDollars(typeof typed === 'string' ? typed : '');
    if (microcents == null) {
      setRefusal('Type an amount in dollars, like 35 or 34.80.');
      return;
    }
    const reply = await updateSettings({ weeklyLimitMicrocents: microcents });
    setRefusal(reply.ok ? null : `${reply.note.title}. ${reply.note.body}`);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>
        How much of your week is this? A plan’s weekly limit is not in the Admin API. Type yours,
        and this card shows the percentage, the pace and when it would run out.
      </p>
      <div className={styles.row}>
        <label htmlFor={id}>Weekly limit</label>
        <span className={styles.amount}>
          <span aria-hidden="true">$</span>
          <input
            id={id}
            name="limit"
            inputMode="decimal"
            autoComplete="off"
            placeholder="35"
            aria-invalid={refusal !== null}
            aria-describedby={refusal === null ? undefined : `${id}-refusal`}
          />
        </span>
        <Button type="submit">Set limit</Button>
      </div>
      <p>
        Or tell Tidemark what Claude’s usage page says, and it learns the limit.{' '}
        <Button look="word" onClick={() => chooseView('limits')}>
          Teach Tidemark
        </Button>
      </p>
      <p id={`${id}-refusal`} className={styles.refusal} role="status">
        {refusal}
      </p>
    </form>
  );
}
