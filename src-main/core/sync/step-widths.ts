import { type Failure, isTooMuch, retryAtOf } from '../../shared/failure.js';
import { DAY_MS, HOUR_MS } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { SyncStep } from './plan-sync.js';

type Kind = SyncStep['kind'];
type Widths = Readonly<Record<Kind, number>>;

/** Less than this cannot be asked for. */
const BUCKET_MS: Widths = {
  hours: HOUR_MS,
  days: DAY_MS,
  minutes: HOUR_MS,
  'claude-code': DAY_MS,
};

/** Less than a planned step: analytics tell a bill by the hour, in pages of a thousand rows. */
const WIDEST: Readonly<Record<ReportPair, readonly (readonly [Kind, number])[]>> = {
  legacy: [],
  analytics: [['days', 7 * DAY_MS]],
};

/** How wide a question of a run may be: what was too much is asked for in smaller parts. */
export interface StepWidths {
  /** The newest part of a step that is worth asking for at once, and what is older. */
  cut(step: SyncStep): { readonly part: SyncStep; readonly rest: SyncStep | null };
  noteAnswer(part: SyncStep): void;
  /** Whether a smaller part may be answered where this one was not. */
  narrow(part: SyncStep, failure: Failure): boolean;
}

export function createStepWidths(pair: ReportPair): StepWidths {
  /** Half of what was too much: not exceeded for the rest of the run. */
  const most = new Map<Kind, number>(WIDEST[pair]);
  const next = new Map<Kind, number>(most);

  const halfOf = ({ kind, span }: SyncStep) => {
    const buckets = (span.to - span.from) / BUCKET_MS[kind];
    return Math.floor(buckets / 2) * BUCKET_MS[kind];
  };

  return {
    cut(step) {
      const { from, to } = step.span;
      const middle = Math.max(from, to - (next.get(step.kind) ?? Number.POSITIVE_INFINITY));
      const withSpan = (span: SyncStep['span']) => ({ ...step, span });
      return {
        part: withSpan({ from: middle, to }),
        rest: middle > from ? withSpan({ from, to: middle }) : null,
      };
    },
    noteAnswer({ kind }) {
      const width = next.get(kind);
      if (width !== undefined) next.set(kind, Math.min(2 * width, most.get(kind) ?? width));
    },
    narrow(part, failure) {
      const half = halfOf(part);
      // A pause that the service asks for is for every question.
      if (!isTooMuch(failure) || retryAtOf(failure) !== null || half === 0) return false;
      most.set(part.kind, half);
      // A service that is down answers no question: the smallest one tells, and grows from there.
      next.set(part.kind, isAboutTime(failure) ? BUCKET_MS[part.kind] : half);
      return true;
    },
  };
}

const isAboutTime = ({ kind }: Failure) => kind === 'timed-out' || kind === 'service-trouble';
