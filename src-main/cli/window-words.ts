import { describeReading, isWorkedOut } from '../shared/claude-said.js';
import { describeBound } from '../shared/describe-bound.js';
import { describeLearned, describeWhy } from '../shared/describe-learned.js';
import { describeRest } from '../shared/describe-rest.js';
import { formatDay, formatPercent, formatWeekdayTime } from '../shared/format.js';
import { describeSpread, formatLoad, loadOf } from '../shared/format-load.js';
import type { WindowLimit } from '../shared/limits.js';
import { outlookOf } from '../shared/outlook.js';
import type { Instant } from '../shared/units.js';

const TEACH =
  'enter the % from Claude’s usage page to teach Tidemark: tidemark limits add reading PERCENT';

/** A window's limit as far as it is known: first what it is and why, then what is left of it. */
export function windowWords(known: WindowLimit, now: Instant, timeZone: string): string[] {
  const rest = describeRest(known);
  return [
    `${percentWords(known, now)}${limitWords(known)}`,
    describeWhy(known, now),
    ...(known.word === 'unknown' ? [TEACH] : []),
    ...(rest === null ? [] : [`left: ${rest}`]),
    ...endWords(known, timeZone),
    ...changeWords(known, timeZone),
  ];
}

/** "~44 % (likely 40 – 49 %; 38 % as Claude said 3 h ago)". */
function percentWords(known: WindowLimit, now: Instant): string {
  const load = loadOf(known);
  if (!load) return '';
  const reading = known.now?.reading;
  const said = reading && describeReading(reading, now);
  const pct =
    reading && isWorkedOut(load.percent.median, reading) ? `${formatPercent(reading.pct)} ` : '';
  const parts = [describeSpread(load), said ? `${pct}${said}` : null].filter(Boolean);
  return `${formatLoad(load)}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}   `;
}

function limitWords(known: WindowLimit): string {
  const learned = describeLearned(known);
  if (learned === null) {
    const bound = describeBound(known);
    return bound === null ? 'not known yet' : `not known yet: ${goOn(bound)}`;
  }
  return `${goOn(learned)}, ${known.word}`;
}

/** A sentence as a part of another. */
const goOn = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

function endWords(known: WindowLimit, timeZone: string): string[] {
  const { running, now: load } = known;
  if (!running) return [];
  const resets = `resets ${formatWeekdayTime(running.to, timeZone)}`;
  const outlook = outlookOf(known);
  if (!load || !outlook) return [resets];
  if (load.percent.low >= 100) return [`${resets}; used up until then`];
  if (outlook.words === 'lasts') return [`${resets}; lasts until then`];
  return [`${resets}; ${outlook.words} about ${formatWeekdayTime(outlook.at, timeZone)}`];
}

function changeWords({ changed }: WindowLimit, timeZone: string): string[] {
  if (!changed || changed.isAnswered) return [];
  const percent = (changed.to / changed.from - 1) * 100;
  const way = percent < 0 ? 'lower' : 'higher';
  return [
    `looks ${formatPercent(Math.abs(percent))} ${way} since ${formatDay(changed.since, timeZone)}`,
  ];
}
