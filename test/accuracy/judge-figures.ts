import type { ShownFigure, Watched } from './watch-organization.js';

/** One line of the table: what is wanted of a figure, and what it was. */
export interface Judged {
  readonly figure: string;
  readonly wanted: string;
  readonly got: string;
  readonly cases: number;
  /** Null: told only. */
  readonly isMet: boolean | null;
}

/** Wanted by issue 4. */
const WANTED = {
  medianPercent: 2,
  tenthWorstPercent: 6,
  weekPoints: 0.5,
  holds: { from: 72, to: 90 },
} as const;

/** All figures of all organizations against what is wanted of them, with so much luck allowed. */
export function judgeFigures(watched: readonly Watched[], luckPoints = 0): readonly Judged[] {
  const closed = watched.flatMap((one) => one.closed);
  const misplaced = (what: 'hour' | 'key') => closed.map((check) => check.misplaced[what]);
  const exact = closed.filter(({ wrong }) => wrong.length === 0).length;
  const today = watched.flatMap((one) => one.today);
  const ranged = today.filter(({ range }) => range !== null);
  const unbilled = watched.flatMap((one) => one.unbilled);
  const week = watched.flatMap((one) => one.week);
  const month = watched.flatMap((one) => one.month);
  const forecasts = month.filter(({ shown }) => shown !== null);
  const points = week.map(({ shown, truth }) =>
    shown === null ? Infinity : Math.abs(shown - truth),
  );
  return [
    {
      figure: 'closed days that are their bill to the microcent',
      wanted: 'all',
      got: exact === closed.length ? 'all' : `${exact}`,
      cases: closed.length,
      isMet: exact === closed.length,
    },
    mostOf('its money at another hour', misplaced('hour'), 0.5, null, '%'),
    mostOf('its money at another key', misplaced('key'), 0.5, null, '%'),
    ...judgeErrors('today so far, off what it was billed', today, WANTED),
    ...judgeErrors('of it, use that had not arrived', today.map(onlyUntold), null),
    ...judgeErrors('the day just over, without its bill', unbilled, WANTED),
    mostOf('weekly percent, off the truth (median)', points, 0.5, WANTED.weekPoints, 'points'),
    mostOf('weekly percent, off the truth (9 in 10)', points, 0.9, null, 'points'),
    holdsOf("today's 80 % range holds what it was billed", ranged, luckPoints),
    holdsOf('the same of the use that had arrived', ranged.map(arrived), null),
    holdsOf("the month forecast's 80 % range holds the bill", forecasts, luckPoints),
    ...judgeErrors('the month forecast, off the bill', forecasts, null),
    share('moments without a forecast', month.length - forecasts.length, month.length),
  ];
}

const onlyUntold = (figure: ShownFigure): ShownFigure => ({
  ...figure,
  shown: figure.truth - figure.untold,
});
const arrived = (figure: ShownFigure): ShownFigure => ({
  ...figure,
  truth: figure.truth - figure.untold,
});

/** A figure that is not there is as far off as can be. */
const errorPercent = ({ shown, truth }: ShownFigure) =>
  shown === null ? Infinity : (Math.abs(shown - truth) / truth) * 100;

const judgeErrors = (
  what: string,
  figures: readonly ShownFigure[],
  wanted: typeof WANTED | null,
) => {
  const errors = figures.map(errorPercent);
  return [
    mostOf(`${what} (median)`, errors, 0.5, wanted?.medianPercent ?? null, '%'),
    mostOf(`${what} (9 in 10)`, errors, 0.9, wanted?.tenthWorstPercent ?? null, '%'),
  ];
};

function mostOf(
  figure: string,
  values: readonly number[],
  share: number,
  most: number | null,
  unit: string,
): Judged {
  const got = quantile(values, share);
  return {
    figure,
    wanted: most === null ? '' : `<= ${most} ${unit}`,
    got: `${got.toFixed(2)} ${unit}`,
    cases: values.length,
    isMet: most === null ? null : got <= most,
  };
}

/** `luckPoints` null: told only. */
function holdsOf(
  figure: string,
  figures: readonly ShownFigure[],
  luckPoints: number | null,
): Judged {
  const held = figures.filter(
    ({ range, truth }) => range !== null && truth >= range.low && truth <= range.high,
  ).length;
  const percent = (held / figures.length) * 100;
  const { from, to } = WANTED.holds;
  const luck = luckPoints ?? 0;
  return {
    figure,
    wanted: luckPoints === null ? '' : `${from - luck}-${to + luck} %`,
    got: `${percent.toFixed(1)} %`,
    cases: figures.length,
    isMet: luckPoints === null ? null : percent >= from - luck && percent <= to + luck,
  };
}

const share = (figure: string, part: number, whole: number): Judged => ({
  figure,
  wanted: '',
  got: `${((part / whole) * 100).toFixed(1)} %`,
  cases: whole,
  isMet: null,
});

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}
