import type { CostBasis } from '../../shared/snapshot.js';
import type { Instant } from '../../shared/units.js';

/** An amount of one period, before it is known who used it. `''` stands for the API's null. */
export interface CostLine {
  /** Null: an estimate, which is made without regard to workspaces. */
  readonly workspaceId: string | null;
  readonly model: string;
  readonly serviceTier: string;
  /** The API's token type, or the cost type of what is not billed by the token. */
  readonly kind: string;
  readonly microcents: number;
}

/** What a line comes to for one who used it. */
export interface CostShare {
  readonly workspaceId: string;
  /** `UNALLOCATED`: no report says whose it is. */
  readonly apiKeyId: string;
  readonly model: string;
  readonly serviceTier: string;
  readonly kind: string;
  readonly microcents: number;
}

/** The smallest piece of money: every shown sum is a sum of these. */
export interface CostCell extends CostShare {
  /** Start of its hour or UTC day. */
  readonly start: Instant;
  readonly basis: Exclude<CostBasis, 'mixed'>;
}
