import type { Costs, CostsQuery } from '../../src-main/shared/costs.js';
import { readCosts } from '../bridge.js';
import { useWindow } from '../store.js';
import { type AnswerState, useAnswer } from './use-answer.js';

/** Asks again when the span or the version changes; shows the last answer meanwhile. */
export const useCosts = (key: string, query: CostsQuery, version: string): AnswerState<Costs> =>
  useAnswer({
    key,
    kept: useWindow((state) => state.costs[key]),
    version: `${JSON.stringify(query)} ${version}`,
    ask: () => readCosts(query),
    keep: useWindow((state) => state.keepCosts),
  });
