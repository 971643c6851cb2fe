import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { Backfill } from '../components/Backfill.js';
import { PageHeader } from '../components/PageHeader.js';
import { Trouble } from '../components/Trouble.js';
import { ChangesCard } from './ChangesCard.js';
import { ModelsCard } from './ModelsCard.js';
import { MonthCard } from './MonthCard.js';
import styles from './Overview.module.css';
import { TodayCard } from './TodayCard.js';
import { TokensCard } from './TokensCard.js';
import { WeekCard } from './WeekCard.js';

export const Overview = ({ snapshot }: { readonly snapshot: Snapshot }) => (
  <>
    <PageHeader title="Overview" />
    <Trouble />
    <Backfill />
    <div className={styles.grid}>
      <WeekCard snapshot={snapshot} />
      <TodayCard snapshot={snapshot} />
      <MonthCard snapshot={snapshot} />
      <ModelsCard snapshot={snapshot} />
      <ChangesCard snapshot={snapshot} />
      <TokensCard snapshot={snapshot} />
    </div>
  </>
);
