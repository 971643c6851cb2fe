import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { Button } from '../components/Button.js';
import { Card } from '../components/Card.js';
import { Source } from '../components/Source.js';
import { useNow, useWindow } from '../store.js';
import styles from './ChangesCard.module.css';
import { ChangesList } from './ChangesList.js';
import { costsQueryOf } from './costs-ranges.js';
import overview from './Overview.module.css';
import { useCalmVersion } from './use-calm-version.js';
import { useCosts } from './use-costs.js';
import { useHeldVersion } from './use-held-version.js';

const FORMULA =
  'Cost of this week so far − cost of last week up to the same hour, for each workspace and model';

/** Who spends more and who less than last week. */
export function ChangesCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const now = useNow(HOUR_MS);
  const choose = useWindow((state) => state.chooseCosts);
  const chooseView = useWindow((state) => state.chooseView);
  const held = useHeldVersion();
  const isFilled = useWindow((state) => (state.costs.week?.groups.workspaceModel.length ?? 0) > 0);
  const version = useCalmVersion(held, !isFilled);
  const answer = useCosts('week', costsQueryOf('week', snapshot.week, now), version);
  return (
    <Card
      title="What changed"
      className={overview.changes}
      aside={
        answer.state === 'ready' ? (
          <Source
            provenance={{
              ...answer.value.sources.groups.workspaceModel,
              formula: FORMULA,
            }}
            timeZone={snapshot.timeZone}
          >
            against last week
          </Source>
        ) : (
          'against last week'
        )
      }
    >
      <ChangesList answer={answer} />
      <p className={styles.foot}>
        <Button
          look="word"
          onClick={() => {
            choose({ range: 'week' });
            chooseView('costs');
          }}
        >
          Show this week’s costs
        </Button>
      </p>
    </Card>
  );
}
