import { useWindow } from '../store.js';
import { Button } from './Button.js';
import styles from './DemoRibbon.module.css';

export function DemoRibbon() {
  const isDemo = useWindow((state) => state.snapshot?.mode === 'demo');
  const chooseView = useWindow((state) => state.chooseView);
  if (!isDemo) return null;
  return (
    <p className={styles.ribbon}>
      <strong>Demo data</strong> —{' '}
      <Button look="word" onClick={() => chooseView('connect')}>
        connect your organization
      </Button>
    </p>
  );
}
