import type { CostBasis, Provenance, Snapshot, TracedScale } from './snapshot.js';
import type { Instant, Span } from './units.js';

/** Any span; the days of its reconciliation are whole UTC days. */
export interface CostsQuery extends Span {
  /** What to compare with; left out: the span of the same length right before. */
  readonly before?: Span | undefined;
}

/** One UTC day: its bill beside our estimate of it. Integer microcents. */
export interface DayReconciliation {
  readonly day: Instant;
  /** `open` is running; `unbilled` is over without a bill; `missing` was never fetched. */
  readonly state: 'billed' | 'open' | 'unbilled' | 'missing';
  readonly reported: number | null;
  /** Tokens x price table, not scaled. */
  readonly estimated: number | null;
  /** The same if every request had fallen into its dearer price band; null where there is none. */
  readonly estimatedHigh: number | null;
  /** What counts: the bill of a billed day, the scaled estimate of another. */
  readonly cost: number | null;
  readonly basis: CostBasis | null;
  /** reported / estimated; null unless both are known and the bill is not filling any more. */
  readonly ratio: number | null;
  /** reported - estimated; null as the ratio is. */
  readonly residual: number | null;
  readonly fetchedAt: Instant | null;
}

/** The same for one model and tier over all billed days of the span. */
export interface ModelReconciliation {
  /** Null: no model (searches, tools). */
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly label: string;
  readonly reported: number;
  readonly estimated: number | null;
  readonly estimatedHigh: number | null;
  readonly residual: number;
  /** Why the two may differ, as far as it can be told. */
  readonly cause: CauseKind | null;
}

export const CAUSE_KINDS = [
  'unpriced',
  'discount',
  'code-execution',
  'priority',
  'bands',
  'hundredfold',
  'unknown',
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** What likely lies behind the difference of bills and estimates. */
export interface ResidualCause {
  readonly kind: CauseKind;
  /** One sentence. */
  readonly words: string;
  /** How much of the residual it explains. */
  readonly microcents: number;
  /** Billed days that show it. */
  readonly days: number;
  readonly isPersistent: boolean;
}

/** One workspace, model or key over the span, and over the one compared with. */
export interface CostGroup {
  /** Null: what the API has no id for. */
  readonly id: string | null;
  readonly label: string;
  /** Null: not known. */
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
  /** Over the span compared with. Null: not known. */
  readonly before: number | null;
}

/** A model whose estimate may be off, and why. */
export interface UncertainPrice {
  readonly model: string;
  readonly words: string;
}

export interface Costs {
  readonly query: CostsQuery;
  readonly total: { readonly microcents: number | null; readonly basis: CostBasis | null };
  /** The span compared with. */
  readonly before: Span & {
    readonly microcents: number | null;
    /** All of its hours are held: enough to compare with. */
    readonly isHeld: boolean;
    /** And none that it cuts is shared by time. */
    readonly isComplete: boolean;
    readonly provenance: Provenance;
  };
  readonly days: readonly DayReconciliation[];
  readonly models: readonly ModelReconciliation[];
  readonly causes: readonly ResidualCause[];
  readonly scale: TracedScale | null;
  /** Each adds up to the total; most money first. */
  readonly groups: {
    readonly workspace: readonly CostGroup[];
    readonly model: readonly CostGroup[];
    readonly apiKey: readonly CostGroup[];
    /** "Prod API · claude-opus-5-5". */
    readonly workspaceModel: readonly CostGroup[];
  };
  readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  readonly uncertain: readonly UncertainPrice[];
  /** Billed in other currencies, never added up. */
  readonly otherCurrencies: Snapshot['otherCurrencies'];
  /** Of the total. */
  readonly provenance: Provenance;
  readonly sources: CostsSources;
}

/** Where the parts of the costs come from. */
export interface CostsSources {
  readonly days: Provenance;
  readonly models: Provenance;
  /** And of the residual that they explain. */
  readonly causes: Provenance;
  readonly groups: Readonly<Record<keyof Costs['groups'], Provenance>>;
  readonly unpriced: Provenance;
  readonly otherCurrencies: Provenance;
}
