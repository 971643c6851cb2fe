import type { View } from '../../src-main/shared/ipc-contract.js';
import { useWindow } from '../store.js';
import { Mark } from './Mark.js';
import styles from './Navigation.module.css';
import { Whose } from './Whose.js';

interface Item {
  readonly view: View;
  readonly label: string;
}

const ITEMS: readonly Item[] = [
  { view: 'overview', label: 'Overview' },
  { view: 'history', label: 'History' },
  { view: 'limits', label: 'Limits' },
  { view: 'costs', label: 'Costs' },
  { view: 'cache', label: 'Cache' },
  { view: 'settings', label: 'Settings' },
];

const FIRST_ITEMS: readonly Item[] = [
  { view: 'connect', label: 'Connect' },
  { view: 'settings', label: 'Settings' },
];

interface Props {
  readonly view: View;
  /** Nothing to see yet, so only what can be done is offered. */
  readonly isFirstRun: boolean;
}

export function Navigation({ view, isFirstRun }: Props) {
  const chooseView = useWindow((state) => state.chooseView);
  return (
    <header className={styles.side}>
      <p className={styles.brand}>
        <Mark />
        <span>Tidemark</span>
      </p>
      <nav aria-label="Views">
        <ul className={styles.items}>
          {(isFirstRun ? FIRST_ITEMS : ITEMS).map((item) => (
            <li key={item.view}>
              <button
                type="button"
                className={styles.item}
                aria-current={item.view === view ? 'page' : undefined}
                onClick={() => chooseView(item.view)}
              >
                {item.label}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <Whose isConnecting={isFirstRun || view === 'connect'} />
    </header>
  );
}
