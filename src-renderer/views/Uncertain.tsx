import type { UncertainPrice } from '../../src-main/shared/costs.js';
import { Name } from '../components/Name.js';
import card from './CostsModels.module.css';

/** Models whose estimate may be off, and why; those of one reason together. */
export function Uncertain({ models }: { readonly models: readonly UncertainPrice[] }) {
  if (models.length === 0) return null;
  const reasons = [...new Set(models.map(({ words }) => words))];
  return (
    <div className={card.uncertain}>
      <strong>Estimates that may be off:</strong>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>
            {models
              .filter(({ words }) => words === reason)
              .map(({ model }, index) => (
                <span key={model}>
                  {index > 0 && ', '}
                  <Name name={model} />
                </span>
              ))}
            : {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
