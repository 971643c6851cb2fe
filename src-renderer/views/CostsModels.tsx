import type { Costs } from '../../src-main/shared/costs.js';
import { Card } from '../components/Card.js';
import { Source } from '../components/Source.js';
import styles from './Costs.module.css';
import card from './CostsModels.module.css';
import { ReconciledModels } from './ReconciledModels.js';
import { Uncertain } from './Uncertain.js';
import { Unpriced } from './Unpriced.js';

interface Props {
  readonly costs: Costs;
  readonly timeZone: string;
}

/** Bills against estimates by model and tier, and the prices that are missing or unsure. */
export const CostsModels = ({ costs, timeZone }: Props) => (
  <Card
    title="By model and tier"
    className={styles.models}
    aside={
      <Source provenance={costs.sources.models} timeZone={timeZone}>
        billed days only
      </Source>
    }
  >
    {costs.models.length > 0 ? (
      <ReconciledModels models={costs.models} />
    ) : (
      <p className={card.words}>No bill yet to compare the estimates with.</p>
    )}
    <Unpriced models={costs.unpriced} source={{ provenance: costs.sources.unpriced, timeZone }} />
    <Uncertain models={costs.uncertain} />
  </Card>
);
