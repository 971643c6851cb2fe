import { type FormEvent, useRef, useState } from 'react';
import type { FailureNote } from '../../src-main/shared/failure.js';
import { Button } from '../components/Button.js';
import { Note } from '../components/Note.js';
import styles from './KeyForm.module.css';

interface Props {
  readonly isTesting: boolean;
  readonly note: FailureNote | null;
  readonly onTest: (adminKey: string) => void;
}

/** The field is not controlled, so the key lives in the input alone, and there only until it is sent. */
export function KeyForm({ isTesting, note, onTest }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [isRevealed, setRevealed] = useState(false);
  const [isEmpty, setEmpty] = useState(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || input.value === '') return;
    onTest(input.value);
    input.value = '';
    setEmpty(true);
    setRevealed(false);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label className={styles.label} htmlFor="admin-key">
        Admin key
      </label>
      <div className={styles.row}>
        <span className={styles.field}>
          <input
            ref={field}
            id="admin-key"
            type={isRevealed ? 'text' : 'password'}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="off"
            placeholder="sk-ant-admin…"
            disabled={isTesting}
            aria-describedby={note ? 'admin-key-note' : undefined}
            onChange={(event) => setEmpty(event.currentTarget.value === '')}
          />
          <button
            type="button"
            className={styles.reveal}
            aria-pressed={isRevealed}
            aria-controls="admin-key"
            onClick={() => setRevealed(!isRevealed)}
          >
            {isRevealed ? 'Hide' : 'Reveal'}
          </button>
        </span>
        <Button type="submit" look="main" disabled={isTesting || isEmpty}>
          {isTesting ? 'Testing…' : 'Test key'}
        </Button>
      </div>
      <div id="admin-key-note" aria-live="polite">
        {note && (
          <Note
            title={note.title}
            body={note.body}
            detail={note.detail}
            tone={note.mustAct ? 'act' : 'quiet'}
          />
        )}
      </div>
    </form>
  );
}
