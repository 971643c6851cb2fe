import type { Failure } from '../../shared/failure.js';
import type { KeyTrial } from '../../shared/ipc-contract.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { ceilHour, DAY_MS, floorDay, HOUR_MS, type Instant } from '../../shared/units.js';
import type { AdminApi, AdminKey, CancelSignal, Organization } from '../ports.js';
import { lastFourOf, looksLikeAdminKey } from './check-admin-key.js';

export interface TriedKey {
  readonly key: AdminKey;
  readonly organization: Organization;
  readonly trial: KeyTrial;
}

const isRefusal = (failure: Failure) =>
  failure.kind === 'key-refused' || failure.kind === 'permission-missing';

/** A refused key that does not look like an admin key gets the sentence that helps. */
const refusal = (failure: Failure, key: AdminKey): Failure =>
  isRefusal(failure) && !looksLikeAdminKey(key)
    ? { kind: 'key-wrong-kind' }
    : isRefusal(failure)
      ? { kind: 'key-refused' }
      : failure;

/** A test that changes nothing: who is it, one page of usage, one page of cost. */
export async function tryKey(
  key: AdminKey,
  api: AdminApi,
  now: Instant,
  signal: CancelSignal,
): Promise<Result<TriedKey>> {
  const organization = await api.fetchOrganization(key, signal);
  if (!organization.ok) return failed(refusal(organization.failure, key));
  const to = ceilHour(now + 1);
  const usage = await api.fetchPricedUsage(key, {
    from: to - HOUR_MS,
    to,
    width: '1h',
    page: null,
    signal,
  });
  if (!usage.ok) return failed(refusal(usage.failure, key));
  const today = floorDay(now);
  const cost = await api.fetchCost(key, { from: today, to: today + DAY_MS, page: null, signal });
  if (!cost.ok && !isRefusal(cost.failure) && cost.failure.kind !== 'not-available') return cost;

  return ok({
    key,
    organization: organization.value,
    trial: {
      organizationName: organization.value.name,
      lastFour: lastFourOf(key),
      abilities: abilitiesOf(cost.ok),
      warning: looksLikeAdminKey(key)
        ? null
        : 'This does not look like an admin key, but it was accepted.',
    },
  });
}

const abilitiesOf = (readsCost: boolean): readonly string[] => [
  'Reads usage by hour, model, workspace and key.',
  readsCost
    ? 'Reads what was billed, by UTC day.'
    : 'May not read what was billed: every cost stays an estimate.',
  'Cannot see the weekly or session limits of a Pro, Max or Team plan. No key can: you type the limit in.',
  'An admin key could also change members and keys. Tidemark only reads.',
];
