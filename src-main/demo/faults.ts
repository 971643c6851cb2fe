import type { Instant } from '../shared/units.js';
import { answerFaults } from './answer-faults.js';
import type { ApiRequest } from './api-exchange.js';
import { bodyFaults } from './body-faults.js';
import type { Fault } from './fault.js';
import { pageFaults } from './page-faults.js';
import { textFaults } from './text-faults.js';
import { wireFaults } from './wire-faults.js';

const faults = {
  ...answerFaults,
  ...bodyFaults,
  ...pageFaults,
  ...textFaults,
  ...wireFaults,
};

export type PlainFaultName = keyof typeof faults;

/**
 * A plain name spoils every matching request; `name:3` only the first three, `name:4-6` only the
 * fourth to the sixth, `name:4-` the fourth and all that follow.
 */
export type FaultName =
  | PlainFaultName
  | `${PlainFaultName}:${number}`
  | `${PlainFaultName}:${number}-${number}`
  | `${PlainFaultName}:${number}-`;

export const FAULT_NAMES = Object.keys(faults) as readonly PlainFaultName[];

const WITH_COUNT = /^([a-z0-9-]+)(?::(\d+)(?:-(\d*))?)?$/;

export function isFaultName(text: string): text is FaultName {
  const name = WITH_COUNT.exec(text)?.[1];
  return name !== undefined && Object.hasOwn(faults, name);
}

export interface FaultPlan {
  /** The faults that spoil this request, in the order they were named; counts it for each. */
  pick(request: ApiRequest, now: Instant): readonly Fault[];
}

export function createFaultPlan(names: readonly FaultName[]): FaultPlan {
  const planned = names.map(planFault);
  return {
    pick: (request, now) =>
      planned.flatMap((entry) => {
        if (!(entry.fault.matches?.(request, now) ?? true)) return [];
        entry.seen += 1;
        return entry.seen >= entry.first && entry.seen <= entry.last ? [entry.fault] : [];
      }),
  };
}

function planFault(text: FaultName) {
  const [, name, from, to] = WITH_COUNT.exec(text) ?? [];
  const known = FAULT_NAMES.find((plain) => plain === name);
  if (known === undefined) throw new Error(`no such fault: ${text}`);
  const entry: Fault | (() => Fault) = faults[known];
  return {
    fault: typeof entry === 'function' ? entry() : entry,
    first: to === undefined ? 1 : Number(from),
    last: to === '' ? Number.POSITIVE_INFINITY : Number(to ?? from ?? Number.POSITIVE_INFINITY),
    seen: 0,
  };
}
