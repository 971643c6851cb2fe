import type { ModelReconciliation } from '../../src-main/shared/costs.js';
import { DASH, formatMoney } from '../../src-main/shared/format.js';
import { formatSignedMoney, formatSignedPercent } from '../../src-main/shared/format-signed.js';
import table from '../charts/ChartTable.module.css';
import { formatEstimate, residualPercent } from '../charts/describe-bill.js';
import { TableScroller } from '../charts/TableScroller.js';
import { joinClasses } from '../components/join-classes.js';
import { Name } from '../components/Name.js';
import card from './CostsModels.module.css';
import { CAUSE_WORDS } from './describe-residual.js';

const CAPTION = 'Bills and estimates by model and tier';

export const ReconciledModels = ({
  models,
}: {
  readonly models: readonly ModelReconciliation[];
}) => (
  <div className={card.room}>
    <TableScroller label={CAPTION}>
      <table className={table.table}>
        <caption className="visuallyHidden">{CAPTION}</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className={joinClasses(table.words, card.apart)}>
              Tier
            </th>
            <th scope="col">Reported</th>
            <th scope="col">Estimated</th>
            <th scope="col">Residual</th>
            <th scope="col">of estimate</th>
            <th scope="col" className={table.words}>
              Likely cause
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ model, serviceTier, label, cause, ...figures }) => (
            <tr key={`${model} ${serviceTier} ${label}`}>
              <th scope="row">
                <span className={card.model}>
                  <Name name={model ?? label} />
                  {serviceTier !== null && (
                    <span className={card.tier}>
                      <Name name={serviceTier} />
                    </span>
                  )}
                </span>
              </th>
              <td className={joinClasses(table.words, card.apart)}>
                {serviceTier === null ? DASH : <Name name={serviceTier} />}
              </td>
              <td>{formatMoney(figures.reported)}</td>
              <td>{formatEstimate(figures.estimated, figures.estimatedHigh)}</td>
              <td className={table.total}>{formatSignedMoney(figures.residual)}</td>
              <td>{formatSignedPercent(residualPercent(figures.residual, figures.estimated))}</td>
              <td className={table.words}>{cause === null ? DASH : CAUSE_WORDS[cause]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  </div>
);
