import type { Costs } from '../../src-main/shared/costs.js';
import { Card } from '../components/Card.js';
import { Source } from '../components/Source.js';
import styles from './Costs.module.css';
import card from './CostsModels.module.css';
import { provenanceOf } from './costs-provenance.js';
import { ReconciledModels } from './ReconciledModels.js';
import { Uncertain } from './Uncertain.js';
import { Unpriced } from './Unpriced.js';

interface Props {
  readonly costs: Costs;
  readonly timeZone: string;
}

const FORMULA =
  'Of all billed UTC days: the bill, our estimate (tokens × price table) and bill − estimate, for each model and tier';

const UNPRICED_FORMULA = 'Tokens of models that the price table does not have';

/** Bills against estimates by model and tier, and the prices that are missing or unsure. */
export const CostsModels = ({ costs, timeZone }: Props) => (
  <Card
    title="By model and tier"
    className={styles.models}
    aside={
      <Source provenance={provenanceOf(costs, FORMULA)} timeZone={timeZone}>
        billed days only
      </Source>
    }
  >
    {costs.models.length > 0 ? (
      <ReconciledModels models={costs.models} />
    ) : (
      <p className={card.words}>No bill yet to compare the estimates with.</p>
    )}
    <Unpriced
      models={costs.unpriced}
      source={{ provenance: provenanceOf(costs, UNPRICED_FORMULA, 'counted'), timeZone }}
    />
    <Uncertain models={costs.uncertain} />
  </Card>
);
