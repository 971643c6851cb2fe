import type { Costs } from '../../src-main/shared/costs.js';
import { formatSignedMoney } from '../../src-main/shared/format-signed.js';
import { Card } from '../components/Card.js';
import { Source } from '../components/Source.js';
import styles from './Costs.module.css';
import card from './CostsResidual.module.css';
import { describeDays, describeSide, describeUncaused, orderCauses } from './describe-residual.js';
import { describeScale } from './describe-scale.js';
import { Figure } from './Figure.js';
import { type ResidualSum, sumResidual } from './sum-residual.js';

interface Props {
  readonly costs: Costs;
  readonly timeZone: string;
}

const nameBilled = ({ days }: ResidualSum) => `${days} billed day${days === 1 ? '' : 's'}`;

/** What bills and estimates disagree about, told in words. */
export function CostsResidual({ costs, timeZone }: Props) {
  const sum = sumResidual(costs.days);
  return (
    <Card
      title="Residual"
      className={styles.residual}
      aside={
        <Source provenance={costs.sources.causes} timeZone={timeZone}>
          {sum === null ? 'no bill yet' : nameBilled(sum)}
        </Source>
      }
    >
      {sum === null ? (
        <p className={card.words}>
          No day of this time is billed yet, so these are estimates. Anthropic reports a UTC day’s
          cost after it has ended; a longer range shows earlier bills.
        </p>
      ) : (
        <Residual costs={costs} sum={sum} timeZone={timeZone} />
      )}
      {costs.scale && <p className={card.scale}>{describeScale(costs.scale)}</p>}
    </Card>
  );
}

function Residual({ costs, sum, timeZone }: Props & { readonly sum: ResidualSum }) {
  const { causes } = costs;
  return (
    <>
      <Figure
        beside={describeSide(sum)}
        provenance={costs.sources.causes}
        timeZone={timeZone}
        of={`residual of ${nameBilled(sum)}`}
      >
        {formatSignedMoney(sum.residual)}
      </Figure>
      {causes.length === 0 && <p className={card.words}>{describeUncaused(sum)}</p>}
      {causes.length > 0 && (
        <ul className={card.causes} aria-label="Likely causes">
          {orderCauses(causes).map((cause) => (
            <li key={`${cause.kind} ${cause.words}`}>
              <span className={card.sentence}>
                {cause.words}
                <span className={card.days}>{describeDays(cause, sum.days)}</span>
              </span>
              <strong>{formatSignedMoney(cause.microcents)}</strong>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
