import { useEffect } from 'react';
import type { View } from '../src-main/shared/ipc-contract.js';
import type { Snapshot } from '../src-main/shared/snapshot.js';
import styles from './App.module.css';
import { DemoRibbon } from './components/DemoRibbon.js';
import { Navigation } from './components/Navigation.js';
import { Notices } from './components/Notices.js';
import { useWindow } from './store.js';
import { followTheme } from './theme.js';
import { Cache } from './views/Cache.js';
import { Connect } from './views/Connect.js';
import { Costs } from './views/Costs.js';
import { History } from './views/History.js';
import { Limits } from './views/limits/Limits.js';
import { Opening } from './views/Opening.js';
import { Overview } from './views/Overview.js';
import { Settings } from './views/Settings.js';

const TITLES: Readonly<Record<View, string>> = {
  overview: 'Overview',
  history: 'History',
  limits: 'Limits',
  costs: 'Costs',
  cache: 'Cache',
  settings: 'Settings',
  connect: 'Connect',
};

/** Never connected and nothing held: there is one thing to do first. */
const isFirstRun = (snapshot: Snapshot | null) =>
  snapshot?.mode === 'live' &&
  snapshot.connection.state === 'never-saved' &&
  snapshot.sync.coverage.from === null;

export function App() {
  const snapshot = useWindow((state) => state.snapshot);
  const hasRead = useWindow((state) => state.hasRead);
  const chosen = useWindow((state) => state.chosenView);
  const theme = useWindow((state) => state.settings?.theme ?? 'system');
  useEffect(() => followTheme(theme), [theme]);
  const isFirst = isFirstRun(snapshot);
  const wanted = chosen ?? 'overview';
  const view = isFirst && wanted !== 'settings' ? 'connect' : wanted;
  useEffect(() => {
    document.title = `${TITLES[view]} – Tidemark`;
  }, [view]);
  if (!hasRead) return null;
  return (
    <div className={styles.window}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <Navigation view={view} isFirstRun={isFirst} />
      <main id="content" className={styles.content} tabIndex={-1}>
        {view !== 'connect' && <DemoRibbon />}
        <Notices />
        <Shown view={view} snapshot={snapshot} />
      </main>
    </div>
  );
}

function Shown({ view, snapshot }: { readonly view: View; readonly snapshot: Snapshot | null }) {
  if (view === 'settings') return <Settings />;
  if (view === 'connect') return <Connect />;
  if (!snapshot) return <Opening />;
  if (view === 'history') return <History />;
  if (view === 'limits') return <Limits snapshot={snapshot} />;
  if (view === 'costs') return <Costs snapshot={snapshot} />;
  if (view === 'cache') return <Cache snapshot={snapshot} />;
  return <Overview snapshot={snapshot} />;
}
