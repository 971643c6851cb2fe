import { describeReading, isWorkedOut } from '../shared/claude-said.js';
import { describeLearned, describeWhy, roundHours } from '../shared/describe-learned.js';
import { formatDay, formatPercent, formatTokens, formatWeekdayTime } from '../shared/format.js';
import { describeSpread, formatLoad, loadOf } from '../shared/format-load.js';
import type { WindowLimit } from '../shared/limits.js';
import { outlookOf } from '../shared/outlook.js';
import type { Instant } from '../shared/units.js';
import { formatLikely, formatRoughUsd } from '../shared/usd.js';
import { plain } from './plain.js';

/** "API, week", "Plan, 5 hours", "Plan, week of opus". */
export function windowName({ meter, window }: Pick<WindowLimit, 'meter' | 'window'>): string {
  const whose = meter === 'api' ? 'API' : 'Plan';
  if (window === 'five_hour') return `${whose}, 5 hours`;
  const family = window.slice('weekly:'.length);
  return family === '' ? `${whose}, week` : `${whose}, week of ${plain(family)}`;
}

const TEACH =
  'enter the % from Claude’s usage page to teach Tidemark: tidemark limits add reading PERCENT';

/** A window's limit as far as it is known: first what it is and why, then what is left of it. */
export function windowWords(known: WindowLimit, now: Instant, timeZone: string): string[] {
  return [
    `${percentWords(known, now)}${limitWords(known)}`,
    describeWhy(known, now),
    ...(known.word === 'unknown' ? [TEACH] : []),
    ...leftWords(known),
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
  const { atLeast, window } = known;
  const learned = describeLearned(known);
  if (learned === null) {
    if (atLeast?.usd === undefined) return 'not known yet';
    const within = window === 'five_hour' ? 'in 5 hours' : 'in a week';
    return `not known yet: you have used at least ${formatRoughUsd(atLeast.usd)} ${within} without being stopped`;
  }
  return `${learned.charAt(0).toLowerCase()}${learned.slice(1)}, ${known.word}`;
}

function leftWords({ now: load, word }: WindowLimit): string[] {
  if (!load || word === 'rough' || word === 'unknown') return [];
  const { remainingUsd, remainingTokens, hoursLeft } = load;
  const parts = [
    ...(remainingUsd
      ? [`${formatRoughUsd(remainingUsd.median)} (likely ${formatLikely(remainingUsd)})`]
      : []),
    ...(remainingTokens
      ? [`${formatTokens(Number(remainingTokens.median.toPrecision(2)))} tokens`]
      : []),
    ...(hoursLeft
      ? [
          `${roundHours(hoursLeft.median)} h of work (likely ${roundHours(hoursLeft.low)} – ${roundHours(hoursLeft.high)})`,
        ]
      : []),
  ];
  return parts.length === 0 ? [] : [`left: ${parts.join(', ')}`];
}

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
