import { FRESH_READING_MS, isWorkedOut } from '../shared/claude-said.js';
import { agoOf, describeLearned, describeWhy, roundHours } from '../shared/describe-learned.js';
import { formatPercent, formatTokens, formatWeekdayTime } from '../shared/format.js';
import type { WindowLimit } from '../shared/limits.js';
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
    ...changeWords(known),
  ];
}

/** "~" marks what was learned; a rough guess is a range; what was said a while ago says when. */
function percentWords({ now: load, word, state }: WindowLimit, now: Instant): string {
  if (!load) return '';
  const { percent, reading } = load;
  if (reading) {
    const age = now - reading.at;
    const said = age < FRESH_READING_MS ? 'Claude says' : `Claude said ${agoOf(age)}`;
    const mark = isWorkedOut(percent.median, reading) ? '~' : '';
    return `${mark}${formatPercent(percent.median)} (${said}: ${formatPercent(reading.pct)})   `;
  }
  if (state === 'none' || state === 'bound') return '';
  if (percent.low > 100) return '>100 %   ';
  if (word === 'rough') return `${Math.round(percent.low)} – ${formatPercent(percent.high)}   `;
  return `~${formatPercent(Math.min(100, percent.median))}   `;
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

function endWords({ running, now: load, word }: WindowLimit, timeZone: string): string[] {
  if (!running) return [];
  const resets = `resets ${formatWeekdayTime(running.to, timeZone)}`;
  if (!load || word === 'rough' || load.runOutChance === null) return [resets];
  if (load.percent.low >= 100) return [`${resets}; used up until then`];
  if (load.runsOutAt === null) return [`${resets}; lasts until then`];
  const verb = load.runOutChance < 0.5 ? 'may run out' : 'runs out';
  return [`${resets}; ${verb} about ${formatWeekdayTime(load.runsOutAt, timeZone)}`];
}

function changeWords({ changed }: WindowLimit): string[] {
  if (!changed || changed.isAnswered) return [];
  const percent = (changed.to / changed.from - 1) * 100;
  const way = percent < 0 ? 'lower' : 'higher';
  const since = new Date(changed.since).toISOString().slice(0, 10);
  return [`looks ${formatPercent(Math.abs(percent))} ${way} since ${since}`];
}
