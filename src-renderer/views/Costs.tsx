import type { Costs as Figures } from '../../src-main/shared/costs.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { Backfill } from '../components/Backfill.js';
import { PageHeader } from '../components/PageHeader.js';
import { Segmented } from '../components/Segmented.js';
import { Trouble } from '../components/Trouble.js';
import { useNow, useWindow } from '../store.js';
import { Answer } from './Answer.js';
import styles from './Costs.module.css';
import { CostsDays } from './CostsDays.js';
import { CostsModels } from './CostsModels.js';
import { CostsResidual } from './CostsResidual.js';
import { CostsSpenders } from './CostsSpenders.js';
import { COSTS_RANGES, costsQueryOf, nameBefore } from './costs-ranges.js';
import { useCosts } from './use-costs.js';
import { useHeldVersion } from './use-held-version.js';
import { useTableKey } from './use-table-key.js';

export function Costs({ snapshot }: { readonly snapshot: Snapshot }) {
  const { range, isTable } = useWindow((state) => state.costsChoices);
  const choose = useWindow((state) => state.chooseCosts);
  const now = useNow(HOUR_MS);
  const query = costsQueryOf(range, snapshot.week, now);
  const answer = useCosts(range, query, useHeldVersion());
  useTableKey(() => choose({ isTable: !isTable }));
  const against = nameBefore(range, query);
  const { timeZone } = snapshot;
  return (
    <>
      <PageHeader title="Costs" />
      <Trouble />
      <Backfill />
      <div className={styles.controls}>
        <Segmented
          label="Range"
          options={COSTS_RANGES}
          value={range}
          onChoose={(value) => choose({ range: value })}
        />
      </div>
      <Answer
        answer={answer}
        shape="page"
        reading="Reading the costs…"
        describeEmptiness={describeEmptiness}
      >
        {(costs) => (
          <div className={styles.grid}>
            <CostsDays costs={costs} range={range} against={against} timeZone={timeZone} />
            <CostsResidual costs={costs} timeZone={timeZone} />
            <CostsSpenders costs={costs} against={against} timeZone={timeZone} />
            <CostsModels costs={costs} timeZone={timeZone} />
          </div>
        )}
      </Answer>
    </>
  );
}

function describeEmptiness({ days, groups, total, unpriced }: Figures): string | null {
  if (total.microcents || groups.model.length > 0 || unpriced.length > 0) return null;
  const missing = days.filter(({ state }) => state === 'missing').length;
  if (missing === days.length) {
    return 'Nothing of this time is held yet. It appears once it is fetched.';
  }
  return `Nothing was used in ${missing > 0 ? 'what is held of ' : ''}this time.`;
}
