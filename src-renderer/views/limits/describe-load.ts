import { describeReading, isWorkedOut } from '../../../src-main/shared/claude-said.js';
import { formatPercent, formatWeekdayTime } from '../../../src-main/shared/format.js';
import { describeSpread, loadOf } from '../../../src-main/shared/format-load.js';
import type { WindowLimit } from '../../../src-main/shared/limits.js';
import { outlookOf } from '../../../src-main/shared/outlook.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { ofLimit } from './describe-limit.js';

/** What the number rests on, beside it. */
export function describeLoad(limit: WindowLimit, now: Instant): string {
  const load = loadOf(limit);
  if (!load) return NO_LOAD[limit.state] ?? noWindow(limit);
  const reading = limit.now?.reading;
  // The dollars are not Claude's: they are told below.
  if (reading)
    return isWorkedOut(load.percent.median, reading) ? 'used' : describeReading(reading, now);
  return load.isRough ? 'used, a rough guess' : (ofLimit(limit) ?? 'used');
}

const NO_LOAD: Readonly<Partial<Record<WindowLimit['state'], string>>> = {
  none: 'no use seen',
  bound: 'not known yet',
};
const noWindow = ({ window }: WindowLimit) =>
  window === 'five_hour' ? 'no window runs' : 'its reset is not known';

/** "likely 40 – 49 %; 38 % as Claude said 3 h ago, …". Null: it is said, or not known. */
export function describeSure(limit: WindowLimit, now: Instant): string | null {
  const load = loadOf(limit);
  const reading = limit.now?.reading;
  if (!load || !isWorkedOut(load.percent.median, reading ?? null)) return null;
  const said = reading
    ? `${formatPercent(reading.pct)} ${describeReading(reading, now)}, the use since then learned`
    : null;
  return [describeSpread(load), said].filter((part) => part !== null).join('; ') || null;
}

/** When it runs out, or that it lasts. Null: too little is known to say. */
export function describeEnd(limit: WindowLimit, timeZone: string): string | null {
  const outlook = outlookOf(limit);
  if (!limit.now || !outlook) return null;
  if (limit.now.percent.low >= 100) return 'It is used up until the reset.';
  if (outlook.words === 'lasts') return 'Lasts until the reset.';
  return `At your usual pace it ${outlook.words} about ${formatWeekdayTime(outlook.at, timeZone)}.`;
}
