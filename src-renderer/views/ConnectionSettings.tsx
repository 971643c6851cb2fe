import { useState } from 'react';
import { FEATURE_WORDS, rightWords } from '../../src-main/shared/describe-refusal.js';
import type { Reply } from '../../src-main/shared/ipc-contract.js';
import type { SyncStatus } from '../../src-main/shared/snapshot.js';
import { disconnect, openPage, stopDemo } from '../bridge.js';
import { Button } from '../components/Button.js';
import { Name } from '../components/Name.js';
import { useWindow } from '../store.js';
import styles from './ConnectionSettings.module.css';
import { SettingsGroup } from './SettingsGroup.js';

const GONE_WORDS = {
  kept: 'Disconnected. The key is out of the keychain; your history stays here.',
  deleted: 'Disconnected. The key and the history are deleted.',
  cancelled: '',
} as const;

export function ConnectionSettings() {
  const snapshot = useWindow((state) => state.snapshot);
  const chooseView = useWindow((state) => state.chooseView);
  const [words, setWords] = useState('');
  const isDemo = snapshot?.mode === 'demo';
  const connection = snapshot?.connection;
  const hasKey = connection !== undefined && connection.state !== 'never-saved' && !isDemo;

  const tell = (reply: Reply<unknown>, said: string) =>
    setWords(reply.ok ? said : `${reply.note.title}. ${reply.note.body}`);
  const leave = async () => {
    const reply = await disconnect();
    tell(reply, reply.ok ? GONE_WORDS[reply.value] : '');
  };
  const leaveDemo = async () => tell(await stopDemo(), 'The demo is closed.');
  return (
    <SettingsGroup title="Connection" words="The organization whose figures these are.">
      <div className={styles.connection}>
        {isDemo ? (
          <p>An invented organization: demo data.</p>
        ) : (
          <p>
            {connection?.organization ? (
              <Name name={connection.organization.name} />
            ) : (
              'Not connected'
            )}
          </p>
        )}
        {hasKey && <p className={styles.key}>{describeKey(connection)}</p>}
        {snapshot && <Unreadable refusals={snapshot.sync.refusals} />}
        <div className={styles.actions}>
          {hasKey && <Button onClick={leave}>Disconnect…</Button>}
          {isDemo && <Button onClick={leaveDemo}>Leave the demo</Button>}
          <Button onClick={() => chooseView('connect')}>
            {hasKey ? 'Use another key' : 'Connect'}
          </Button>
          <Button look="word" onClick={() => openPage('usage')}>
            Usage in the Console
          </Button>
        </div>
        <p role="status" className={styles.key}>
          {words}
        </p>
      </div>
    </SettingsGroup>
  );
}

/** Rights that the key lacks, or reports that Anthropic does not offer here. */
function Unreadable({ refusals }: Pick<SyncStatus, 'refusals'>) {
  // The analytics have words of their own beside their setting.
  const missing = refusals.filter(({ feature }) => feature !== 'analytics');
  if (missing.length === 0) return null;
  return (
    <>
      {missing.map(({ feature, failure }) => (
        <p key={feature} className={styles.key}>
          Not readable here: {FEATURE_WORDS[feature]}.{rightWords(failure)}
        </p>
      ))}
      <p className={styles.key}>Asked again once a day.</p>
    </>
  );
}

function describeKey(connection: { state: string; lastFour: string | null }): string {
  const ends = connection.lastFour === null ? 'The key' : `The key ends in …${connection.lastFour}`;
  return connection.state === 'saved'
    ? `${ends}, in your keychain.`
    : `${ends}. It cannot be used now; Overview says why.`;
}
