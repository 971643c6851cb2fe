import type { Limits } from '../../../src-main/shared/limits.js';
import { HeatTable } from '../../charts/HeatTable.js';
import { WeekHeat } from '../../charts/WeekHeat.js';
import { greatestHour } from '../../charts/week-heat.js';
import { Card } from '../../components/Card.js';
import { useWindow } from '../../store.js';
import styles from './Limits.module.css';
import { METER_WORDS } from './meter-words.js';

const TITLE = 'When you use it';

/** The usual week, hour by hour. */
export function HeatCard({ limits }: { readonly limits: Limits }) {
  const isTable = useWindow((state) => state.limitsChoices.isTable);
  const { profile, meter } = limits;
  const isHeld = profile.some((day) => day.some((usd) => usd !== null));
  return (
    <Card title={TITLE} className={styles.heat} aside="last 8 weeks">
      {!isHeld ? (
        <p className={styles.empty}>Nothing of the last eight weeks is held yet.</p>
      ) : greatestHour(profile) === 0 ? (
        <p className={styles.empty}>Nothing was used in what is held of the last eight weeks.</p>
      ) : isTable ? (
        <div className={styles.table}>
          <HeatTable caption={TITLE} profile={profile} />
        </div>
      ) : (
        <WeekHeat title={TITLE} profile={profile} />
      )}
      <p className={styles.quiet}>{METER_WORDS[meter]}; dollars at list price.</p>
    </Card>
  );
}
