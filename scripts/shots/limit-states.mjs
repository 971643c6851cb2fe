const lastOfEachWeek = (readings) => [
  ...new Map(
    readings
      .filter(({ window }) => window === 'weekly')
      .map((reading) => [reading.resetsAt, reading]),
  ).values(),
];
/** Ended weeks only: by then nothing that is said is fresh. */
const endedWeeks = (readings, now) =>
  lastOfEachWeek(readings).filter(({ resetsAt }) => resetsAt <= now);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From then on three days of five were worked on another computer. */
const SECOND_COMPUTER_AT = Date.UTC(2026, 10, 3);
const isHere = ({ at }) =>
  at < SECOND_COMPUTER_AT || Math.floor((at + 2 * HOUR_MS) / DAY_MS) % 5 < 2;

/**
 * `past`: how much of whose life there is (see plan-past.mjs). `isSeen`: what of it transcripts of
 * this computer hold. `typed` and `heard`: ended readings that a person typed in or a status line
 * recorded. `says`: what Claude Code tells its status line of the running windows.
 * `shows`: what has to come out, else the picture would tell another story than its name.
 */
export const LIMIT_STATES = [
  {
    name: 'bound',
    past: { seed: 3, weeks: 7 },
    shows: ({ state, word }) => state === 'bound' && word === 'unknown',
  },
  {
    name: 'rough',
    past: { seed: 3, weeks: 7 },
    isSeen: isHere,
    typed: (readings, now) => endedWeeks(readings, now).slice(-3, -1),
    shows: ({ state, word }) => state === 'estimate' && word === 'rough',
  },
  {
    name: 'good',
    past: { seed: 14, weeks: 7 },
    typed: (readings, now) => endedWeeks(readings, now).slice(1, 3),
    shows: ({ state, word }) => state === 'estimate' && word === 'good',
  },
  {
    name: 'strong',
    past: { seed: 13, weeks: 26, back: 6 },
    typed: (readings, now) => endedWeeks(readings, now).slice(8, 9),
    heard: (readings, now) => endedWeeks(readings, now).slice(-6),
    shows: ({ state, word, changed }) => state === 'estimate' && word === 'strong' && !changed,
  },
  {
    name: 'reported',
    past: { seed: 24, weeks: 6 },
    says: (readings) => readings,
    shows: ({ state, now }) => state === 'reported' && now?.reading?.pct === 53,
  },
  {
    name: 'changed',
    past: { seed: 7, weeks: 26 },
    typed: (readings, now) => endedWeeks(readings, now).slice(4, 7),
    heard: (readings, now) => endedWeeks(readings, now).slice(-7),
    shows: ({ state, changed }) =>
      state === 'estimate' && changed && !changed.isAnswered && changed.to > changed.from * 1.2,
  },
];
