import { useState } from 'react';
import type { Costs } from '../../src-main/shared/costs.js';
import { Button } from '../components/Button.js';
import { Card } from '../components/Card.js';
import { Segmented } from '../components/Segmented.js';
import { Source } from '../components/Source.js';
import { type SpenderGrouping, useWindow } from '../store.js';
import styles from './Costs.module.css';
import card from './CostsSpenders.module.css';
import { SpenderTable } from './SpenderTable.js';

interface Props {
  readonly costs: Costs;
  readonly against: string;
  readonly timeZone: string;
}

const OPTIONS: readonly { readonly value: SpenderGrouping; readonly label: string }[] = [
  { value: 'workspace', label: 'Workspace' },
  { value: 'model', label: 'Model' },
  { value: 'apiKey', label: 'Key' },
];

/** More than these are shown when asked for. */
const SHOWN = 8;

/** Who spent it; every list adds up to the total. */
export function CostsSpenders({ costs, against, timeZone }: Props) {
  const { by } = useWindow((state) => state.costsChoices);
  const choose = useWindow((state) => state.chooseCosts);
  const [isAll, setAll] = useState(false);
  const groups = costs.groups[by];
  const shown = isAll ? groups : groups.slice(0, SHOWN);
  return (
    <Card
      title="Who spent it"
      className={styles.spenders}
      aside={
        <Segmented
          label="By"
          options={OPTIONS}
          value={by}
          onChoose={(next) => choose({ by: next })}
        />
      }
    >
      <SpenderTable by={by} groups={shown} costs={costs} />
      <footer className={card.foot}>
        <span>
          Change against {against}
          {' · '}
          <Source provenance={costs.sources.groups[by]} timeZone={timeZone} align="start">
            {by === 'apiKey' && costs.provenance.pair === 'legacy'
              ? 'allocated'
              : 'adds up to the total'}
          </Source>
        </span>
        {groups.length > SHOWN && (
          <Button look="word" onClick={() => setAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show all ${groups.length}`}
          </Button>
        )}
      </footer>
    </Card>
  );
}
