// Loaded before the app and the simulator: their clock stands at SHOTS_NOW, so that every run
// draws the same pictures. TIDEMARK_NOW alone would leave the schedule on the real clock.
const RealDate = Date;
let now = RealDate.parse(process.env.SHOTS_NOW ?? '');
if (Number.isNaN(now)) throw new Error('SHOTS_NOW is not a time');

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length > 0) super(...parts);
    else super(now);
  }

  static now() {
    return now;
  }
};

const begun = now;
// The schedule waits by this one. Electron's Node does not let it be assigned.
Object.defineProperty(globalThis.performance, 'now', { value: () => now - begun });

/** @param {number} ms how far the hands move */
globalThis.advanceClock = (ms) => {
  now += ms;
};

const LATER_MS = 30_000;
const NEVER_MS = 2 ** 31 - 1;
const realSetTimeout = globalThis.setTimeout;

/** While the hands stand, what is planned for later does not come. */
globalThis.setTimeout = Object.assign(
  (work, ms, ...rest) => realSetTimeout(work, ms >= LATER_MS ? NEVER_MS : ms, ...rest),
  realSetTimeout,
);
