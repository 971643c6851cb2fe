import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { nameBucket } from './time-axis.js';

/** "Sat 21 Nov". */
export const nameDay = ({ day }: Pick<DayReconciliation, 'day'>) =>
  nameBucket({ from: day, to: day + DAY_MS }, 'day', 'UTC');
