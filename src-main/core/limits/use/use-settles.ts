import { MINUTE_MS } from '../../../shared/units.js';

/** Use is told "usually within 5 minutes": what is younger than this may still grow. */
export const USE_SETTLES_MS = 15 * MINUTE_MS;
