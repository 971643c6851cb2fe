import { useState } from 'react';
import type { FailureNote } from '../../src-main/shared/failure.js';
import type { KeyTrial } from '../../src-main/shared/ipc-contract.js';
import { openPage, saveKey, tryKey } from '../bridge.js';
import { Button } from '../components/Button.js';
import { useWindow } from '../store.js';
import styles from './Connect.module.css';
import { DemoOffer } from './DemoOffer.js';
import { KeyForm } from './KeyForm.js';
import { KeyTrialResult } from './KeyTrialResult.js';

type Step =
  | { readonly at: 'typing'; readonly note: FailureNote | null }
  | { readonly at: 'testing' }
  | { readonly at: 'tested'; readonly trial: KeyTrial; readonly note: FailureNote | null }
  | { readonly at: 'saving'; readonly trial: KeyTrial };

/** The key itself is never part of this state: it goes from the field straight to the main process. */
export function Connect() {
  const [step, setStep] = useState<Step>({ at: 'typing', note: null });
  const chooseView = useWindow((state) => state.chooseView);

  const test = async (adminKey: string) => {
    setStep({ at: 'testing' });
    const reply = await tryKey(adminKey);
    setStep(
      reply.ok
        ? { at: 'tested', trial: reply.value, note: null }
        : { at: 'typing', note: reply.note },
    );
  };
  const save = async (trial: KeyTrial) => {
    setStep({ at: 'saving', trial });
    const reply = await saveKey();
    if (reply.ok) chooseView('overview');
    else setStep({ at: 'tested', trial, note: reply.note });
  };
  const isTested = step.at === 'tested' || step.at === 'saving';
  return (
    <div className={styles.page}>
      <section className={styles.card} aria-labelledby="connect-title">
        <h1 id="connect-title" className={styles.title}>
          Connect your organization
        </h1>
        {isTested ? (
          <KeyTrialResult
            trial={step.trial}
            note={step.at === 'tested' ? step.note : null}
            isSaving={step.at === 'saving'}
            onSave={() => save(step.trial)}
            onBack={() => setStep({ at: 'typing', note: null })}
          />
        ) : (
          <>
            <p className={styles.lead}>
              Tidemark reads your usage and cost with an admin key. The key goes into this
              computer’s keychain and nowhere else.
            </p>
            <KeyForm
              isTesting={step.at === 'testing'}
              note={step.at === 'typing' ? step.note : null}
              onTest={test}
            />
            <Button look="word" onClick={() => openPage('admin-keys')}>
              Where do I get an admin key?
            </Button>
          </>
        )}
      </section>
      {!isTested && <DemoOffer />}
    </div>
  );
}
