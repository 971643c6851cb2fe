import { BASIS_WORDS } from '../shared/basis-words.js';
import { isFreshReading } from '../shared/claude-said.js';
import { compareWords } from '../shared/compare-words.js';
import { describePastError } from '../shared/describe-past-error.js';
import {
  DASH,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatPercent,
  formatTokens,
  formatWeekdayTime,
} from '../shared/format.js';
import { formatRange, formatRough, formatRoughRange } from '../shared/format-range.js';
import { plainName } from '../shared/plain-name.js';
import {
  type CostFigure,
  isPartLearned,
  type Snapshot,
  type WeekLimit,
} from '../shared/snapshot.js';
import { describeWeekSpread, formatWeekPercent } from '../shared/week-percent.js';
import { clockWords } from './clock-words.js';
import { describeCurrencies } from './describe-currencies.js';
import { unpricedWords } from './unpriced-words.js';
import { unreadWords } from './unread-words.js';

const money = (figure: CostFigure) =>
  figure.basis === null
    ? DASH
    : `${formatMoney(figure.microcents)} (${BASIS_WORDS[figure.basis]}${figure.provenance.isComplete ? '' : ', incomplete'})`;

const LIMIT_WORDS: Readonly<Record<WeekLimit['source'], string>> = {
  typed: 'limit typed in',
  learned: 'learned limit',
  spend_limit: 'spend limit',
};

/** The percentage, and what it rests on. */
function describeWeek({ week, generatedAt, timeZone }: Snapshot): string[] {
  const { percentSource, limit, reading, meter } = week;
  const likely = describeWeekSpread(week);
  const pct = isPartLearned(week) && reading ? ` ${formatPercent(reading.pct)}` : '';
  const of = limit && ofLimit(limit);
  const said =
    reading === null
      ? []
      : isFreshReading(reading, generatedAt)
        ? [`        as Claude says${pct}`]
        : [`        as Claude said${pct} ${formatWeekdayTime(reading.at, timeZone)}`];
  const rough = percentSource === 'learned' && !limit ? ', a rough guess' : '';
  const head = `Week    ${formatWeekPercent(week)}${rough}${likely ? `, ${likely}` : ''}   `;
  if (meter === 'api') return [`${head}${money(week.spent)}${of ? ` of ${of}` : ''}`, ...said];
  return [
    `${head}of your Claude plan${of ? `, ${of}` : ''}`,
    ...said,
    `        ${money(week.spent)} spent through the API`,
  ];
}

function ofLimit({ source, microcents, low, high }: WeekLimit): string {
  const words = LIMIT_WORDS[source];
  if (source !== 'learned') return `${formatMoney(microcents)} (${words})`;
  const range = low === null || high === null ? null : formatRoughRange({ low, high });
  return `about ${formatRough(microcents)} (${words}${range ? `, likely ${range}` : ''})`;
}

/** Behind a figure that is wholly or partly estimated. */
const likely = ({ range }: CostFigure) => {
  const words = range && formatRange(range);
  return words ? `, likely ${words}` : '';
};

function paceWords({ week: { pace }, timeZone }: Snapshot): string {
  const { words, outlook, runsOutAt } = pace;
  const end = runsOutAt === null ? '' : `, ${outlook} ${formatWeekdayTime(runsOutAt, timeZone)}`;
  return `${words ? `, ${words}` : ''}${end}`;
}

/** How the week compares, and what the month will come to: nothing where too little is held. */
function describeChange({ week }: Snapshot): string[] {
  const words = compareWords(week.spent, week.previous);
  if (words === null) return [];
  return [`        ${words} ${words === 'as much' ? 'as' : 'than'} last week by this time`];
}

function describeForecast({ forecast }: Snapshot['month']): string[] {
  if (!forecast) return [];
  const range = formatRoughRange(forecast);
  const off = describePastError(forecast);
  return [
    `        forecast ${formatRough(forecast.microcents)}${range ? `, likely ${range}` : ''}`,
    ...(off === null ? [] : [`        ${off}`]),
  ];
}

/** Only what is out of the ordinary gets a line. */
function describeSource({ sync, timeZone }: Snapshot): string[] {
  const lines: string[] = [];
  if (sync.refreshedAt !== null) {
    lines.push(
      `From    analytics (beta), known until ${formatDateTime(sync.refreshedAt, timeZone)}`,
    );
  } else if (sync.pair.wanted !== sync.pair.used) {
    lines.push('From    the usual reports; analytics are not there yet, or not offered');
  }
  if (sync.backfill) {
    const { partsLeft, isPaused } = sync.backfill;
    lines.push(`Older   ${partsLeft} parts of the history to go${isPaused ? ', paused' : ''}`);
  }
  return [...lines, ...clockWords(sync.clockOffsetMs), ...unreadWords(sync)];
}

/** The snapshot in a few lines for a terminal. */
export function statusText(snapshot: Snapshot): string {
  const { week, today, month, sync, timeZone } = snapshot;
  const resetsAt = week.percentWindow.to;
  const lines = [
    `${plainName(snapshot.connection.organization?.name ?? 'Not connected')}${snapshot.mode === 'demo' ? ' (demo data)' : ''}`,
    ...describeWeek(snapshot),
    `        resets ${formatWeekdayTime(resetsAt, timeZone)} (in ${formatDuration(resetsAt - snapshot.generatedAt)})${paceWords(snapshot)}`,
    ...describeChange(snapshot),
    `Today   ${money(today.cost)}${likely(today.cost)}`,
    `Month   ${money(month.cost)}`,
    ...describeForecast(month),
    ...describeCurrencies(snapshot.otherCurrencies),
    `Tokens  ${formatTokens(week.tokens?.total ?? null)} this week, cache efficiency ${formatPercent(week.cacheEfficiency === null ? null : week.cacheEfficiency * 100)}`,
  ];
  for (const { model, tokens } of snapshot.unpriced) {
    lines.push(unpricedWords(plainName(model), formatTokens(tokens)));
  }
  const age =
    sync.lastSuccessAt === null
      ? 'never'
      : `${formatDateTime(sync.lastSuccessAt, timeZone)}${sync.isStale ? ' (stale)' : ''}`;
  lines.push(`Synced  ${age}`);
  lines.push(...describeSource(snapshot));
  if (sync.failure) lines.push(`Note    ${sync.failure.title}. ${sync.failure.body}`);
  return lines.join('\n');
}
