import { loadOf } from '../../../src-main/shared/format-load.js';
import type { LikelyRange, WindowLimit } from '../../../src-main/shared/limits.js';
import { nameLimit } from '../../../src-main/shared/name-window.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { LimitStaff } from '../../charts/LimitStaff.js';

interface Props {
  readonly limit: WindowLimit;
  readonly now: Instant;
}

/** The tide staff of one window: against the learned limit, or against what was used at least. */
export function LoadStaff({ limit, now }: Props) {
  const { running, state, atLeast, used, word } = limit;
  const evenPace =
    running && now >= running.from && now < running.to
      ? ((now - running.from) / (running.to - running.from)) * 100
      : null;
  const load = loadOf(limit);
  if (!load && (state === 'bound' || state === 'none')) {
    const floor = atLeast?.usd;
    if (!floor && evenPace === null) return null;
    return (
      <LimitStaff
        used={floor ? rangeOf(used?.usd, floor) : null}
        mark={floor ? 'at least' : null}
        band={floor ? { from: 100, to: 105 } : null}
        evenPace={evenPace}
        isRough={false}
        of="the most that was used without being stopped"
      />
    );
  }
  const usd = word === 'unknown' ? null : limit.limit?.usd;
  const isRough = load?.isRough === true && load.reading === null;
  return (
    <LimitStaff
      used={load && withinLimit(load.percent)}
      mark="limit"
      band={
        usd && word !== 'rough'
          ? { from: (usd.low / usd.median) * 100, to: (usd.high / usd.median) * 100 }
          : null
      }
      evenPace={evenPace}
      isRough={isRough}
      of={`the ${nameLimit(limit.window)}`}
    />
  );
}

/** Whether it is over is only known when the whole interval is. */
const withinLimit = ({ low, median, high }: LikelyRange): LikelyRange =>
  low > 100
    ? { low, median, high }
    : { low, median: Math.min(100, median), high: Math.min(100, high) };

function rangeOf(used: readonly [number, number] | undefined, floor: number): LikelyRange | null {
  if (!used) return null;
  const [low, high] = [(used[0] / floor) * 100, (used[1] / floor) * 100];
  return { low, median: (low + high) / 2, high };
}
