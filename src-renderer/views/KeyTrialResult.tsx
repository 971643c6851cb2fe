import { useEffect, useRef } from 'react';
import type { FailureNote } from '../../src-main/shared/failure.js';
import type { KeyTrial } from '../../src-main/shared/ipc-contract.js';
import { Button } from '../components/Button.js';
import { Name } from '../components/Name.js';
import { Note } from '../components/Note.js';
import styles from './KeyTrialResult.module.css';

interface Props {
  readonly trial: KeyTrial;
  readonly note: FailureNote | null;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onBack: () => void;
}

/** What the key was found able to do, said before anything is saved. */
export function KeyTrialResult({ trial, note, isSaving, onSave, onBack }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <div>
        <p className={styles.works}>This key works. It belongs to</p>
        <h2 ref={heading} className={styles.organization} tabIndex={-1}>
          <Name name={trial.organizationName} />
        </h2>
        <p className={styles.works}>and ends in …{trial.lastFour}</p>
      </div>
      <ul className={styles.abilities} aria-label="What this key can do">
        {trial.abilities.map((ability) => (
          <li key={ability}>{ability}</li>
        ))}
      </ul>
      {trial.warning && <Note tone="act" title="Worth knowing" body={trial.warning} />}
      {note && (
        <Note
          role="alert"
          tone={note.mustAct ? 'act' : 'quiet'}
          title={note.title}
          body={note.body}
          detail={note.detail}
        />
      )}
      <div className={styles.actions}>
        <Button look="main" disabled={isSaving} onClick={onSave}>
          {isSaving ? 'Saving…' : 'Save to keychain'}
        </Button>
        <Button disabled={isSaving} onClick={onBack}>
          Use another key
        </Button>
      </div>
    </>
  );
}
