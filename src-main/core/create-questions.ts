import type { Cache, CacheQuery } from '../shared/cache.js';
import type { Costs, CostsQuery } from '../shared/costs.js';
import type { History, HistoryQuery } from '../shared/history.js';
import { lastDays } from '../shared/last-days.js';
import type { PriceList } from '../shared/prices.js';
import { failed, type Result } from '../shared/result.js';
import type { Span } from '../shared/units.js';
import type { HeldLimit } from '../shared/usage.js';
import { readCache } from './cache/read-cache.js';
import { readCosts } from './costs/read-costs.js';
import { resetsWithin } from './limits/week-window.js';
import { createKeyWarmer, type KeyWarmerParts } from './money/create-key-warmer.js';
import type { Clock, SettingsStore, UsageHistory } from './ports.js';
import { listPrices } from './pricing/list-prices.js';
import { readHistory } from './usage/read-history.js';

/** What may be asked of the history besides the snapshot. */
export interface Questions {
  readHistory(query: HistoryQuery): Result<History>;
  /** Bills against estimates, and who spent it. */
  readCosts(query: CostsQuery): Result<Costs>;
  readCache(query: CacheQuery): Result<Cache>;
  /** Every published limit that was ever seen, oldest first. */
  readPublishedLimits(): Result<readonly HeldLimit[]>;
  /** Prices of models in use, then of all others. */
  readPrices(): PriceList;
}

interface QuestionsParts extends KeyWarmerParts {
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

/** Models used in the last 30 days are in use. */
const PRICES_OF_DAYS = 30;

const refuse = (detail: string) => failed({ kind: 'invalid-input', detail });

export function createQuestions(parts: QuestionsParts) {
  const { shown, prices, settings, clock } = parts;
  const warmer = createKeyWarmer(parts);

  function ask<T>({ from, to }: Span, read: (history: UsageHistory) => T): Result<T> {
    if (to <= from) return refuse('The end must be after the start.');
    // Nothing is known of it, which no empty answer would say.
    return from > clock.now() ? refuse('The time asked for lies in the future.') : shown.ask(read);
  }

  const questions: Questions = {
    readHistory(query) {
      const resets = resetsWithin(query, settings.read());
      const asked = ask(query, (history) => ({
        ...readHistory(history, prices(), query, clock.now()),
        resets,
      }));
      // Whoever looks at a history is likely to ask who spent it.
      if (asked.ok) warmer.start(query);
      return asked;
    },
    readCosts: (query) => ask(query, (history) => readCosts(history, prices(), query, clock.now())),
    readCache: (query) => ask(query, (history) => readCache(history, prices(), query, clock.now())),
    readPublishedLimits: () => shown.ask((history) => history.readPublishedLimits()),
    readPrices() {
      const now = clock.now();
      const month = lastDays(PRICES_OF_DAYS, now);
      const used = shown.read((history) => history.sumUsage(month, 'day', 'model'), []);
      return listPrices(prices(), settings.read().priceOverrides, used, now);
    },
  };
  return { questions, settled: warmer.settled };
}
