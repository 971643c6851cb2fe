import { useState } from 'react';
import type { FailureKind } from '../../src-main/shared/failure.js';
import { formatDuration } from '../../src-main/shared/format.js';
import type { SyncStatus } from '../../src-main/shared/snapshot.js';
import { syncNow } from '../bridge.js';
import { useNow, useWindow } from '../store.js';
import { Button } from './Button.js';
import { describeAge } from './describe-age.js';
import styles from './Freshness.module.css';
import { isHeld } from './is-held.js';
import { joinClasses } from './join-classes.js';

const TROUBLE_WORDS: Partial<Readonly<Record<FailureKind, string>>> = {
  offline: 'offline',
  'rate-limited': 'paused',
  'keychain-locked': 'keychain locked',
  'permission-missing': 'part missing',
  'reports-disagree': 'part missing',
};

/** One word, only when something is wrong. */
function troubleWord(sync: SyncStatus): string | null {
  if (sync.failure) return TROUBLE_WORDS[sync.failure.kind] ?? 'not updating';
  return sync.isStale ? 'stale' : null;
}

export function Freshness() {
  const sync = useWindow((state) => state.snapshot?.sync);
  const now = useNow(1000);
  const [isAsking, setAsking] = useState(false);
  if (!sync) return null;
  const trouble = troubleWord(sync);
  const isSyncing = sync.state === 'syncing';
  const ask = async () => {
    setAsking(true);
    await syncNow();
    setAsking(false);
  };
  return (
    <div
      className={joinClasses(
        styles.strip,
        trouble ? styles.trouble : sync.lastSuccessAt !== null && styles.fine,
      )}
    >
      <span className={styles.dot} aria-hidden="true" />
      {trouble && <strong className={styles.word}>{trouble}</strong>}
      <span>
        {describeUpdate(sync, now)}
        {isSyncing && ' · syncing…'}
        {!isSyncing && sync.nextAt !== null && ` · ${describeNext(sync, sync.nextAt, now)}`}
      </span>
      {!isSyncing && !isHeld(sync, now) && (
        <Button look="word" disabled={isAsking} onClick={ask}>
          Sync now
        </Button>
      )}
    </div>
  );
}

const describeUpdate = ({ lastSuccessAt }: SyncStatus, now: number) =>
  lastSuccessAt === null ? 'not updated yet' : `updated ${describeAge(now - lastSuccessAt)}`;

/** Offline nothing is asked until the network is back: it only looks whether it is. */
function describeNext({ failure }: SyncStatus, nextAt: number, now: number): string {
  const what = failure?.kind === 'offline' ? 'looking again' : 'next';
  return nextAt - now < 1000 ? `${what} any moment` : `${what} in ${formatDuration(nextAt - now)}`;
}
