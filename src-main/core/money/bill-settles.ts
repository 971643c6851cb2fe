import { HOUR_MS } from '../../shared/units.js';

/** The bill of a day that closed a moment ago is still filling; so long after it is whole. */
export const BILL_SETTLES_MS = 6 * HOUR_MS;
