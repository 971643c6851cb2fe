import { useState } from 'react';
import type { FailureNote } from '../../src-main/shared/failure.js';
import { startDemo, stopDemo } from '../bridge.js';
import { Button } from '../components/Button.js';
import { Note } from '../components/Note.js';
import { useWindow } from '../store.js';
import styles from './DemoOffer.module.css';

/** A way in without a key, and the way out again. */
export function DemoOffer() {
  const [note, setNote] = useState<FailureNote | null>(null);
  const isDemo = useWindow((state) => state.snapshot?.mode === 'demo');
  const chooseView = useWindow((state) => state.chooseView);
  const explore = async () => {
    const reply = await startDemo();
    setNote(reply.ok ? null : reply.note);
    if (reply.ok) chooseView('overview');
  };
  const leave = async () => {
    const reply = await stopDemo();
    setNote(reply.ok ? null : reply.note);
  };
  return (
    <section className={styles.offer} aria-label="Demo data">
      {isDemo ? (
        <>
          <p>You are looking at demo data.</p>
          <span className={styles.actions}>
            <Button onClick={leave}>Leave the demo</Button>
            <Button onClick={() => chooseView('overview')}>Back to it</Button>
          </span>
        </>
      ) : (
        <>
          <p>No key at hand? Look around first.</p>
          <Button onClick={explore}>Explore with demo data</Button>
        </>
      )}
      {note && <Note role="alert" title={note.title} body={note.body} detail={note.detail} />}
    </section>
  );
}
