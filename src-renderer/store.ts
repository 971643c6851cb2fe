import { create } from 'zustand';
import type { Cache } from '../src-main/shared/cache.js';
import type { Costs } from '../src-main/shared/costs.js';
import { formatDuration } from '../src-main/shared/format.js';
import type { Grain, Grouping, History } from '../src-main/shared/history.js';
import type { Notice, View } from '../src-main/shared/ipc-contract.js';
import type { Limits } from '../src-main/shared/limits.js';
import type { Settings } from '../src-main/shared/settings.js';
import type { Snapshot } from '../src-main/shared/snapshot.js';
import type { Instant } from '../src-main/shared/units.js';
import { rememberSeries, type SeriesOrder } from './charts/series-colours.js';

export type HistoryRange = '24h' | '7d' | '30d' | '90d' | '13mo';
export type HistoryUnit = 'cost' | 'tokens';

export interface HistoryChoices {
  readonly range: HistoryRange;
  /** Null: the grain that suits the range. */
  readonly grain: Grain | null;
  readonly by: Grouping;
  readonly unit: HistoryUnit;
  readonly isTable: boolean;
  /** With as many buckets right before. */
  readonly isCompared: boolean;
}

export type CostsRange = 'week' | '7d' | '30d' | 'month' | 'last-month';
export type SpenderGrouping = 'workspace' | 'model' | 'apiKey';

export interface CostsChoices {
  readonly range: CostsRange;
  readonly by: SpenderGrouping;
  readonly isTable: boolean;
}

export interface LimitsChoices {
  /** Whose and which window is told of; null: the first. */
  readonly window: string | null;
  readonly isTable: boolean;
}

interface WindowState {
  readonly snapshot: Snapshot | null;
  /** The main process has answered once, with or without figures. */
  readonly hasRead: boolean;
  readonly now: Instant;
  readonly settings: Settings | null;
  readonly chosenView: View | null;
  /** What of the view to go to. */
  readonly chosenPart: 'prices' | null;
  readonly notices: readonly Notice[];
  readonly choices: HistoryChoices;
  readonly costsChoices: CostsChoices;
  readonly limitsChoices: LimitsChoices;
  readonly seriesOrder: SeriesOrder;
  readonly histories: Readonly<Record<string, History>>;
  readonly costs: Readonly<Record<string, Costs>>;
  readonly caches: Readonly<Record<string, Cache>>;
  readonly limits: Limits | null;
  /** Counts changes that were made here: the limits are read again after each. */
  readonly limitsAge: number;
  /** "I just hit the limit" in the tray; null once it is told which. */
  readonly hitNotedAt: Instant | null;
  showSnapshot(snapshot: Snapshot): void;
  showSettings(settings: Settings): void;
  markRead(): void;
  tick(now: Instant): void;
  chooseView(view: View, part?: 'prices'): void;
  addNotice(notice: Notice): void;
  dismissNotice(id: Notice['id']): void;
  choose(choices: Partial<HistoryChoices>): void;
  chooseCosts(choices: Partial<CostsChoices>): void;
  chooseLimits(choices: Partial<LimitsChoices>): void;
  keepHistory(key: string, history: History): void;
  keepCosts(key: string, costs: Costs): void;
  keepCache(key: string, cache: Cache): void;
  keepLimits(limits: Limits): void;
  ageLimits(): void;
  noteHit(at: Instant): void;
  forgetHit(): void;
}

/** Enough for a few range switches back and forth. */
const KEPT_HISTORIES = 8;

const whose = (snapshot: Snapshot | null) =>
  snapshot && `${snapshot.mode} ${snapshot.connection.organization?.id ?? ''}`;

/** The same figures again tell no time; older ones than before mean that the clock went back. */
function clockAfter(
  { now, snapshot: last }: Pick<WindowState, 'now' | 'snapshot'>,
  { generatedAt }: Snapshot,
): Instant {
  if (!last || generatedAt > last.generatedAt) return Math.max(now, generatedAt);
  return generatedAt < last.generatedAt ? generatedAt : now;
}

export const useWindow = create<WindowState>()((set) => ({
  snapshot: null,
  hasRead: false,
  now: 0,
  settings: null,
  chosenView: null,
  chosenPart: null,
  notices: [],
  choices: {
    range: '30d',
    grain: null,
    by: 'model',
    unit: 'cost',
    isTable: false,
    isCompared: false,
  },
  costsChoices: { range: '30d', by: 'workspace', isTable: false },
  limitsChoices: { window: null, isTable: false },
  seriesOrder: {},
  histories: {},
  costs: {},
  caches: {},
  limits: null,
  limitsAge: 0,
  hitNotedAt: null,
  showSnapshot: (snapshot) =>
    set((state) => ({
      snapshot,
      hasRead: true,
      now: clockAfter(state, snapshot),
      ...(whose(state.snapshot) === whose(snapshot)
        ? {}
        : { seriesOrder: {}, histories: {}, costs: {}, caches: {}, limits: null }),
    })),
  showSettings: (settings) => set({ settings }),
  markRead: () => set({ hasRead: true }),
  tick: (now) => set({ now }),
  chooseView: (chosenView, part) => set({ chosenView, chosenPart: part ?? null }),
  addNotice: (notice) =>
    set((state) => ({ notices: [...state.notices.filter(({ id }) => id !== notice.id), notice] })),
  dismissNotice: (id) =>
    set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
  choose: (choices) => set((state) => ({ choices: { ...state.choices, ...choices } })),
  chooseCosts: (choices) =>
    set((state) => ({ costsChoices: { ...state.costsChoices, ...choices } })),
  chooseLimits: (choices) =>
    set((state) => ({ limitsChoices: { ...state.limitsChoices, ...choices } })),
  keepHistory: (key, history) =>
    set((state) => ({
      seriesOrder: rememberSeries(state.seriesOrder, history),
      histories: Object.fromEntries([
        ...Object.entries(state.histories)
          .filter(([kept]) => kept !== key)
          .slice(1 - KEPT_HISTORIES),
        [key, history],
      ]),
    })),
  keepCosts: (key, costs) => set((state) => ({ costs: { ...state.costs, [key]: costs } })),
  keepCache: (key, cache) => set((state) => ({ caches: { ...state.caches, [key]: cache } })),
  keepLimits: (limits) => set({ limits }),
  ageLimits: () => set((state) => ({ limitsAge: state.limitsAge + 1 })),
  noteHit: (hitNotedAt) => set({ hitNotedAt, chosenView: 'limits' }),
  forgetHit: () => set({ hitNotedAt: null }),
}));

/** The clock of the main process, in steps, so that a view redraws no oftener than its words. */
export const useNow = (stepMs: number) =>
  useWindow((state) => Math.floor(state.now / stepMs) * stepMs);

/** "12 s": redraws only when the words change. Null for an instant that is not known. */
export const useAge = (at: Instant | null) =>
  useWindow((state) => (at === null ? null : formatDuration(state.now - at)));

/** "20 h 37 min"; null once the instant has come. */
export const useTimeLeft = (at: Instant) =>
  useWindow((state) => (at > state.now ? formatDuration(at - state.now) : null));
