import type { KeyState } from '../../src-main/shared/snapshot.js';
import { useWindow } from '../store.js';
import { Button } from './Button.js';
import { Name } from './Name.js';
import styles from './Whose.module.css';

const KEY_WORDS: Readonly<Record<KeyState, string>> = {
  'never-saved': 'no key saved',
  saved: 'key in keychain',
  locked: 'keychain locked',
  denied: 'keychain refused',
  'no-keychain': 'no keychain here',
  gone: 'key is gone',
  invalid: 'key is damaged',
  refused: 'key not accepted',
};

/** Whose figures these are, and where the key is. */
export function Whose({ isConnecting }: { readonly isConnecting: boolean }) {
  const connection = useWindow((state) => state.snapshot?.connection);
  const isDemo = useWindow((state) => state.snapshot?.mode === 'demo');
  const chooseView = useWindow((state) => state.chooseView);
  if (!connection) return null;
  const name = connection.organization?.name;
  const needsKey = !isDemo && connection.state !== 'saved' && connection.state !== 'locked';
  return (
    <div className={styles.whose}>
      {name !== undefined && (
        <p className={styles.organization}>
          <Name name={name} />
        </p>
      )}
      <p>{isDemo ? 'demo data' : KEY_WORDS[connection.state]}</p>
      {(needsKey || isDemo) && !isConnecting && (
        <Button look="word" onClick={() => chooseView('connect')}>
          Connect
        </Button>
      )}
    </div>
  );
}
