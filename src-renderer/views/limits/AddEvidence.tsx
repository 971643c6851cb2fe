import { useEffect, useState } from 'react';
import type { Limits } from '../../../src-main/shared/limits.js';
import { Button } from '../../components/Button.js';
import { useWindow } from '../../store.js';
import { AddHit } from './AddHit.js';
import { AddReading } from './AddReading.js';
import styles from './Evidence.module.css';

interface Props {
  readonly limits: Limits;
  readonly timeZone: string;
}

/** What a person knows and Tidemark cannot see: a percentage, or that the limit was hit. */
export function AddEvidence({ limits, timeZone }: Props) {
  const hitNotedAt = useWindow((state) => state.hitNotedAt);
  const forgetHit = useWindow((state) => state.forgetHit);
  const [open, setOpen] = useState<'reading' | 'hit' | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (hitNotedAt !== null) setOpen('hit');
  }, [hitNotedAt]);
  const close = (said: string) => {
    setOpen(null);
    forgetHit();
    setWords(said);
  };
  return (
    <div className={styles.add}>
      <div className={styles.actions}>
        <Button aria-expanded={open === 'reading'} onClick={() => setOpen('reading')}>
          Enter Claude’s %
        </Button>
        <Button aria-expanded={open === 'hit'} onClick={() => setOpen('hit')}>
          I just hit the limit
        </Button>
      </div>
      {open === 'reading' && <AddReading limits={limits} timeZone={timeZone} onClose={close} />}
      {open === 'hit' && (
        <AddHit
          key={hitNotedAt}
          limits={limits}
          timeZone={timeZone}
          notedAt={hitNotedAt}
          onClose={close}
        />
      )}
      <p className={styles.quiet} role="status">
        {words}
      </p>
    </div>
  );
}
