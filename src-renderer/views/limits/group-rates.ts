import type { RateLimitLoad } from '../../../src-main/shared/limits.js';

export interface RateGroup {
  readonly key: string;
  readonly first: RateLimitLoad;
  readonly rates: readonly RateLimitLoad[];
  /** Some minute of the last seven days had use of it. */
  readonly isUsed: boolean;
}

/** By models, the organization's own before what a workspace overrides. */
export function groupRates(rates: readonly RateLimitLoad[]): readonly RateGroup[] {
  const groups = new Map<string, RateLimitLoad[]>();
  for (const rate of rates) {
    const key = `${rate.group} ${rate.workspaceId ?? ''}`.trim();
    groups.set(key, [...(groups.get(key) ?? []), rate]);
  }
  return [...groups].flatMap(([key, own]) =>
    own[0] ? [{ key, first: own[0], rates: own, isUsed: own.some(hasUse) }] : [],
  );
}

const hasUse = ({ day, week }: RateLimitLoad) => (day?.value ?? 0) > 0 || (week?.value ?? 0) > 0;
