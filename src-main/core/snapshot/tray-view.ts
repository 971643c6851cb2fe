import { isFreshReading } from '../../shared/claude-said.js';
import {
  DASH,
  formatDay,
  formatMoney,
  formatMoneyShort,
  formatMonth,
  formatPercent,
  formatTime,
  formatWeekdayTime,
} from '../../shared/format.js';
import { formatRough } from '../../shared/format-range.js';
import { plainName } from '../../shared/plain-name.js';
import type { Settings } from '../../shared/settings.js';
import {
  type CostBasis,
  isPartLearned,
  type Snapshot,
  type WeekLimit,
} from '../../shared/snapshot.js';
import { DAY_MS, type Instant, MICROCENTS_PER_DOLLAR } from '../../shared/units.js';
import { describeWeekSpread, formatWeekPercent } from '../../shared/week-percent.js';

/** Only what the eye can tell apart: equal faces draw equal icons. */
export interface TrayIconFace {
  readonly shape: 'percent' | 'unknown' | 'stale' | 'failing' | 'over';
  /** At most four characters of `0-9 $ < . k M ! – ~`. */
  readonly text: string;
  /** 0..1 in whole hundredths; null where there is no limit to fill towards. */
  readonly fraction: number | null;
  readonly level: 'fine' | 'near' | 'over';
  readonly dimmed: boolean;
  /** Today's cost as a second line, where the icon is large enough. */
  readonly cost: string | null;
}

export type TrayAction = 'open' | 'sync' | 'hit' | 'settings' | 'quit';

export interface TrayMenuRow {
  /** Plain text; null is a separator. */
  readonly label: string | null;
  /** Null on separators only: a greyed row is hard to read, so a fact opens the window. */
  readonly action: TrayAction | null;
}

export interface TrayView {
  readonly icon: TrayIconFace;
  /** macOS shows it beside the icon. */
  readonly title: string;
  readonly tooltip: string;
  readonly menu: readonly TrayMenuRow[];
}

/** Windows cuts longer tooltips. */
const TOOLTIP_LENGTH = 127;
const NAME_LENGTH = 40;
const TEXT_LENGTH = 4;

const basisWords: Readonly<Record<CostBasis, string>> = {
  reported: 'reported',
  allocated: 'from the bill',
  estimated: 'estimate',
  mixed: 'part estimate',
};

const limitWords: Readonly<Record<Exclude<WeekLimit['source'], 'learned'>, string>> = {
  typed: 'your limit',
  spend_limit: 'spend limit',
};

const SEPARATOR: TrayMenuRow = { label: null, action: null };
const commands: readonly TrayMenuRow[] = [
  SEPARATOR,
  { label: 'Open Tidemark', action: 'open' },
  { label: 'Sync now', action: 'sync' },
  { label: 'I just hit the limit…', action: 'hit' },
  { label: 'Settings…', action: 'settings' },
  SEPARATOR,
  { label: 'Quit', action: 'quit' },
];

const unknownFace: TrayIconFace = {
  shape: 'unknown',
  text: DASH,
  fraction: 0,
  level: 'fine',
  dimmed: true,
  cost: null,
};

/** What the tray shows of a snapshot. Nothing here ticks: times are absolute. */
export function trayView(
  snapshot: Snapshot | null,
  settings: Pick<Settings, 'trayContent'>,
): TrayView {
  if (!snapshot) {
    const state = 'No figures yet';
    return {
      icon: unknownFace,
      title: DASH,
      tooltip: `Tidemark\n${state}`,
      menu: [...facts([`Week: ${DASH}`, `Today: ${DASH}`, state]), ...commands],
    };
  }
  const withCost = settings.trayContent === 'percent-and-cost';
  return {
    icon: trayIconFace(snapshot, withCost),
    title: titleOf(snapshot, withCost),
    tooltip: fitTooltip(tooltipLines(snapshot)),
    menu: [...facts(menuLines(snapshot)), ...commands],
  };
}

const facts = (lines: readonly string[]): readonly TrayMenuRow[] =>
  lines.map((label) => ({ label, action: 'open' }));

function trayIconFace(snapshot: Snapshot, withCost: boolean): TrayIconFace {
  const { glance, week, today } = snapshot;
  if (glance === 'failing') {
    return { ...unknownFace, shape: 'failing', text: '!', dimmed: false };
  }
  const spend = isWithoutLimit(snapshot);
  if (glance === 'unknown' || (week.percent === null && !spend)) return unknownFace;
  const mark = `${isPartLearned(week) ? '~' : ''}${percentMark(week.percent ?? 0)}`;
  const text = spend ? spendMark(week.spent.microcents ?? 0) : mark.slice(0, TEXT_LENGTH);
  // Beside the week's spend a second amount could not be told from the first.
  const cost =
    withCost && !spend && today.cost.microcents !== null
      ? formatMoneyShort(today.cost.microcents)
      : null;
  if (glance === 'stale') return { ...unknownFace, shape: 'stale', text, cost };
  if (glance === 'over') {
    return { shape: 'over', text, fraction: 1, level: 'over', dimmed: false, cost };
  }
  return {
    shape: 'percent',
    text,
    fraction: spend ? null : visibleFraction(week.percent ?? 0),
    level: glance === 'near' ? 'near' : 'fine',
    dimmed: false,
    cost,
  };
}

/** What was spent is API use: it says nothing of a plan's week. */
const isWithoutLimit = ({ week }: Snapshot) =>
  week.meter === 'api' &&
  week.percent === null &&
  week.limit === null &&
  week.spent.microcents !== null;

/** Whole percent; "<1" is not 0, and 99.7 has not reached 100. */
function percentMark(percent: number): string {
  if (percent > 0 && percent < 0.5) return '<1';
  if (percent >= 1000) return `${Math.floor(percent / 1000)}k`;
  return String(percent < 100 ? Math.min(99, Math.round(percent)) : Math.round(percent));
}

function visibleFraction(percent: number): number {
  if (percent <= 0) return 0;
  return Math.min(100, Math.max(1, Math.round(percent))) / 100;
}

/** Whole dollars in at most four characters. */
function spendMark(microcents: number): string {
  const dollars = microcents / MICROCENTS_PER_DOLLAR;
  if (dollars > 0 && dollars < 0.5) return '<$1';
  if (dollars < 999.5) return `$${Math.round(dollars)}`;
  if (dollars < 99_500) return `$${Math.round(dollars / 1000)}k`;
  return `$${Math.max(1, Math.round(dollars / 1_000_000))}M`;
}

function titleOf(snapshot: Snapshot, withCost: boolean): string {
  const { glance, week, today, sync } = snapshot;
  if (glance === 'unknown') return DASH;
  const main = isWithoutLimit(snapshot)
    ? formatMoney(week.spent.microcents)
    : formatWeekPercent(week);
  if (main === DASH) return DASH;
  const isOld = glance === 'stale' || glance === 'failing';
  const at = isOld && sync.lastSuccessAt !== null ? ` at ${moment(snapshot)}` : '';
  const cost = withCost && today.cost.microcents !== null && !isWithoutLimit(snapshot);
  return `${main}${cost ? ` · ${formatMoney(today.cost.microcents)}` : ''}${at}`;
}

/** What was said a while ago says when. */
function readingWords({ week, generatedAt, timeZone }: Snapshot): string {
  const at = week.reading?.at ?? generatedAt;
  const said = isPartLearned(week) && week.reading ? ` ${formatPercent(week.reading.pct)}` : '';
  if (isFreshReading({ at }, generatedAt)) return `Claude says${said}`;
  const when = generatedAt - at < DAY_MS ? formatTime : formatWeekdayTime;
  return `Claude said${said} ${generatedAt - at < DAY_MS ? 'at ' : ''}${when(at, timeZone)}`;
}

function weekWords(snapshot: Snapshot): string {
  const { week } = snapshot;
  const basis = week.spent.basis ? ` (${basisWords[week.spent.basis]})` : '';
  const percent = formatWeekPercent(week);
  const likely = describeWeekSpread(week);
  const inBrackets = (...parts: readonly (string | null)[]) =>
    ` (${parts.filter((part) => part !== null).join(', ')})`;
  if (week.percentSource === 'reading') {
    return `${percent}${inBrackets(likely, readingWords(snapshot))}`;
  }
  if (week.limit?.source === 'learned') {
    return `${percent} of about ${formatRough(week.limit.microcents)}${inBrackets('learned', likely)}`;
  }
  if (week.limit) {
    return `${percent} of ${formatMoney(week.limit.microcents)} (${limitWords[week.limit.source]})`;
  }
  if (week.percent !== null) return `${percent} (rough guess)`;
  if (week.meter === 'plan') return `${DASH} (nothing known of the plan yet)`;
  if (week.spent.microcents === null) return DASH;
  return `${formatMoney(week.spent.microcents)}${basis}, no limit set`;
}

function todayWords({ today }: Snapshot): string {
  const { microcents, basis } = today.cost;
  return `${formatMoney(microcents)}${basis && microcents !== null ? ` (${basisWords[basis]})` : ''}`;
}

function monthLines({ month }: Snapshot): readonly string[] {
  const { cost, forecast } = month;
  if (cost.microcents === null) return [];
  const ahead = forecast ? ` · forecast ${formatRough(forecast.microcents)}` : '';
  return [`${formatMonth(month.window.from, 'UTC')}: ${formatMoney(cost.microcents)}${ahead}`];
}

const resetWords = ({ week, timeZone }: Snapshot) =>
  `Resets ${formatWeekdayTime(week.percentWindow.to, timeZone)}`;

/** "14:05" today, "Fri 14:05" this week, "7 Nov" before. */
function moment({ sync, generatedAt, timeZone }: Snapshot): string {
  const at: Instant = sync.lastSuccessAt ?? generatedAt;
  if (generatedAt - at >= 6 * DAY_MS) return formatDay(at, timeZone);
  const isToday = formatDay(at, timeZone) === formatDay(generatedAt, timeZone);
  return isToday ? formatTime(at, timeZone) : formatWeekdayTime(at, timeZone);
}

/** What is wrong, if anything, before how old the figures are. */
function stateLines(snapshot: Snapshot): readonly string[] {
  const { glance, sync, connection, mode, timeZone } = snapshot;
  const isTrouble = glance === 'failing' || glance === 'stale' || sync.failure?.mustAct === true;
  const lines: string[] = [];
  if (sync.failure && isTrouble) lines.push(sync.failure.title);
  else if (glance === 'failing') lines.push('Something needs your attention');
  else if (mode === 'live' && connection.state === 'never-saved') lines.push('Not connected yet');
  if (isTrouble && sync.failure?.retryAt) {
    lines.push(`Trying again at ${formatTime(sync.failure.retryAt, timeZone)}`);
  }
  if (sync.lastSuccessAt === null) lines.push('Not updated yet');
  else if (glance === 'stale') lines.push(`Stale: not updated since ${moment(snapshot)}`);
  else if (glance === 'failing') lines.push(`Not updated since ${moment(snapshot)}`);
  else lines.push(`Updated ${moment(snapshot)}`);
  return lines;
}

function tooltipLines(snapshot: Snapshot): readonly string[] {
  const week = `Week ${weekWords(snapshot)}`;
  const today = `Today ${todayWords(snapshot)}`;
  const state = stateLines(snapshot);
  const isCalm = snapshot.glance !== 'stale' && snapshot.glance !== 'failing';
  const lines = isCalm
    ? [week, resetWords(snapshot), today, ...state]
    : [...state, week, today, resetWords(snapshot)];
  return snapshot.mode === 'demo' ? ['Demo data', ...lines] : lines;
}

function fitTooltip(lines: readonly string[]): string {
  const kept = [...lines];
  while (kept.length > 1 && kept.join('\n').length > TOOLTIP_LENGTH) kept.pop();
  return kept.join('\n').slice(0, TOOLTIP_LENGTH);
}

function menuLines(snapshot: Snapshot): readonly string[] {
  const { week, timeZone, mode, unpriced } = snapshot;
  const { words, outlook, runsOutAt } = week.pace;
  const pace = runsOutAt ? `${outlook} ${formatWeekdayTime(runsOutAt, timeZone)}` : words;
  const lines = [
    `Week: ${weekWords(snapshot)}`,
    `${resetWords(snapshot)}${pace ? ` · ${pace}` : ''}`,
    `Today: ${todayWords(snapshot)}`,
    ...monthLines(snapshot),
    ...stateLines(snapshot),
  ];
  const [first, ...others] = unpriced;
  if (first) {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    lines.push(`Without a price, not counted: ${nameInLine(first.model)}${more}`);
  }
  return mode === 'demo' ? ['Demo data', ...lines] : lines;
}

/** In a line of a menu that cannot isolate it otherwise, it must not reorder its neighbours (H2). */
function nameInLine(name: string): string {
  const short = plainName(name, NAME_LENGTH) || 'unnamed';
  const isRightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]/u.test(short);
  return isRightToLeft ? `\u2068${short}\u2069` : short;
}
