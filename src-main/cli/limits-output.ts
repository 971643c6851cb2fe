import { formatInstant, formatMoney } from '../shared/format.js';
import type { HeldLimit } from '../shared/usage.js';
import { plain } from './plain.js';

/** `limits show --json`, schema 1: every published limit with the time in which it was seen. */
export const limitsJson = (limits: readonly HeldLimit[]) => ({
  schema: 1,
  published: limits.map(
    ({ kind, workspaceId, group, models, limiter, value, currency, since, until }) => ({
      kind,
      workspaceId,
      group,
      models,
      limiter,
      ...(kind === 'rate'
        ? { value }
        : {
            [currency === undefined ? 'microcents' : 'microunits']: value,
            currency: currency ?? 'USD',
          }),
      since: formatInstant(since),
      until: until === null ? null : formatInstant(until),
    }),
  ),
});

/** Those that hold now, one a line. */
export function limitsText(limits: readonly HeldLimit[]): string {
  const current = limits.filter(({ until }) => until === null);
  if (current.length === 0) return 'No published limits are known yet. A sync reads them.';
  return current
    .map(({ kind, workspaceId, group, limiter, value, currency, since }) => {
      const amount =
        value === null
          ? 'no cap'
          : kind === 'rate'
            ? value.toLocaleString('en-US')
            : currency === undefined
              ? formatMoney(value)
              : `${(value / 1e8).toFixed(2)} ${plain(currency)}`;
      const whose = workspaceId === null ? '' : ` (${plain(workspaceId)})`;
      return `${plain(group)}${whose}  ${plain(limiter).replaceAll('_', ' ')}  ${amount}  since ${formatInstant(since).slice(0, 10)}`;
    })
    .join('\n');
}
