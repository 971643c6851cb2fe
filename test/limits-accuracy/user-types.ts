/** How a simulated person works, and how well list prices follow what the meter counts. */
export interface UserType {
  /** Sd of the logarithm of an active hour. */
  readonly burst: number;
  /** How much the work's mix moves what is measured against what is metered. */
  readonly mix: number;
  /** Height of a slow wave of the mix over the whole run. */
  readonly wave?: number;
  /** Share of quiet windows in which the person claims a hit. */
  readonly falseHits?: number;
  /** Share of use elsewhere, and its sd between windows. */
  readonly unseen?: readonly [mean: number, sd: number];
  /** The limit from the middle of the run on. */
  readonly change?: number;
  readonly worksWeekends?: boolean;
}

export const USER_TYPES = {
  steady: { burst: 0.35, mix: 0.05 },
  bursty: { burst: 1.1, mix: 0.1 },
  weekend: { burst: 0.5, mix: 0.08, worksWeekends: true },
  wildmix: { burst: 0.5, mix: 0.25 },
  mixdrift: { burst: 0.5, mix: 0.1, wave: 0.35 },
  false: { burst: 0.5, mix: 0.08, falseHits: 0.12 },
  unseen: { burst: 0.5, mix: 0.08, unseen: [0.2, 0.16] },
  up2: { burst: 0.5, mix: 0.08, change: 2 },
  down2: { burst: 0.5, mix: 0.08, change: 0.5 },
  up30: { burst: 0.5, mix: 0.08, change: 1.3 },
} as const satisfies Readonly<Record<string, UserType>>;

export type TypeName = keyof typeof USER_TYPES;
// Object.keys tells strings only; these are the keys of the table above.
export const TYPE_NAMES = Object.keys(USER_TYPES) as TypeName[];
