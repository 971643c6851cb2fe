import { formatPercent, formatTokens, formatWeekdayTime } from '../shared/format.js';
import { formatRange, formatRough } from '../shared/format-range.js';
import type { LikelyRange, WindowLimit } from '../shared/limits.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../shared/units.js';
import { plain } from './plain.js';

const MICROCENTS_PER_DOLLAR = 100_000_000;
const microcents = (dollars: number) => Math.round(dollars * MICROCENTS_PER_DOLLAR);

/** "$35". */
export const dollars = (amount: number) => formatRough(microcents(amount));

/** "likely $32 – 38". */
function likely({ low, high }: LikelyRange): string {
  const ends = { low: microcents(low), high: microcents(high) };
  return `likely ${formatRange(ends, formatRough) ?? formatRough(ends.low)}`;
}

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
    whyWords(known, now),
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
    const said = age < 15 * MINUTE_MS ? 'Claude says' : `Claude said ${ago(age)}`;
    return `${formatPercent(percent.median)} (${said}: ${formatPercent(reading.pct)})   `;
  }
  if (state === 'none' || state === 'bound') return '';
  if (percent.low > 100) return '>100 %   ';
  if (word === 'rough') return `${Math.round(percent.low)} – ${formatPercent(percent.high)}   `;
  return `~${formatPercent(Math.min(100, percent.median))}   `;
}

function limitWords({ word, limit, atLeast, window }: WindowLimit): string {
  const usd = limit?.usd;
  if (!usd || word === 'unknown') {
    if (atLeast?.usd === undefined) return 'not known yet';
    const within = window === 'five_hour' ? 'in 5 hours' : 'in a week';
    return `not known yet: you have used at least ${dollars(atLeast.usd)} ${within} without being stopped`;
  }
  const spread = Math.max(usd.high / usd.median - 1, 1 - usd.low / usd.median) * 100;
  const words = {
    rough: `rough guess: ${likely(usd).replace('likely ', '')}`,
    fair: `about ${dollars(usd.median)} (${likely(usd)})`,
    good: `${dollars(usd.median)}, ${likely(usd)}`,
    strong: `${dollars(usd.median)} (±${Math.max(1, Math.round(spread))} %)`,
  };
  return `${words[word]}, ${word}`;
}

/** "2 limit hits, 3 readings, 11 quiet weeks, last 4 days ago". */
export function whyWords({ counts, window, lastEvidenceAt }: WindowLimit, now: Instant): string {
  const count = (number: number, word: string) =>
    number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  const parts = [
    ...count(counts.hits, 'limit hit'),
    ...count(counts.readings, 'reading'),
    ...count(counts.quiet, window === 'five_hour' ? 'quiet window' : 'quiet week'),
  ];
  if (parts.length === 0) return 'no evidence yet';
  return [...parts, ...(lastEvidenceAt === null ? [] : [`last ${ago(now - lastEvidenceAt)}`])].join(
    ', ',
  );
}

function leftWords({ now: load, word }: WindowLimit): string[] {
  if (!load || word === 'rough' || word === 'unknown') return [];
  const { remainingUsd, remainingTokens, hoursLeft, hours } = load;
  const parts = [
    ...(remainingUsd ? [`${dollars(remainingUsd.median)} (${likely(remainingUsd)})`] : []),
    ...(remainingTokens
      ? [`${formatTokens(Number(remainingTokens.median.toPrecision(2)))} tokens`]
      : []),
    ...(hoursLeft
      ? [
          `${rounded(hoursLeft.median)} h of work (likely ${rounded(hoursLeft.low)} – ${rounded(hoursLeft.high)})`,
        ]
      : []),
  ];
  const spent = hours ? [`~${rounded(hours.used)} of ${rounded(hours.inLimit)} hours used`] : [];
  return parts.length === 0 ? spent : [[`left: ${parts.join(', ')}`, ...spent].join('; ')];
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

const rounded = (hours: number) => (hours < 10 ? Math.round(hours * 2) / 2 : Math.round(hours));

function ago(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / MINUTE_MS))} min ago`;
  if (ms < DAY_MS) return `${Math.round(ms / HOUR_MS)} h ago`;
  const days = Math.round(ms / DAY_MS);
  return `${days} day${days === 1 ? '' : 's'} ago`;
}
