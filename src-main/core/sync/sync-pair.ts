import type { Failure } from '../../shared/failure.js';
import { ok, type Result } from '../../shared/result.js';
import { type Instant, MINUTE_MS } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { CancelSignal, Clock, UsageHistory } from '../ports.js';
import { createAnalyticsProvider } from './analytics-provider.js';
import { createPeakRounds } from './create-peak-rounds.js';
import { createLegacyProvider } from './legacy-provider.js';
import { persist } from './persist.js';
import { probeAnalytics } from './probe-analytics.js';
import { isResting, withoutRefusal, withRefusal } from './refusals.js';
import { createRefusedSteps } from './refused-steps.js';
import { createStepWidths } from './step-widths.js';
import {
  type SyncedOrganization,
  type SyncRequest,
  syncOrganization,
} from './sync-organization.js';

/** A clock that is set right by more than this during a run makes its plan worthless. */
const CLOCK_JUMP_MS = MINUTE_MS;

type PairRequest = Omit<
  SyncRequest,
  | 'provider'
  | 'refused'
  | 'widths'
  | 'peaks'
  | 'now'
  | 'edges'
  | 'onCurrent'
  | 'onDaily'
  | 'isOutdated'
> & {
  readonly wanted: ReportPair;
  readonly edges: () => readonly Instant[];
  readonly onCurrent: (pair: ReportPair) => void;
  readonly onDaily: (pair: ReportPair, at: Instant) => void;
};

export interface SyncedPair extends SyncedOrganization {
  readonly pair: ReportPair;
}

/** What the beta answers where it is not offered, or not to this key. */
const isNotOffered = ({ kind }: Failure) =>
  kind === 'permission-missing' || kind === 'not-available' || kind === 'bad-request';

/**
 * One run over the pair of reports that is wanted, or over the legacy pair where the analytics are
 * not offered: that is asked anew a day later.
 */
export function createPairSync(clock: Clock) {
  const refused = { legacy: createRefusedSteps(), analytics: createRefusedSteps() };
  const peaks = { legacy: createPeakRounds(), analytics: createPeakRounds() };
  let isProbed = false;

  async function syncOnce(
    pair: ReportPair,
    { wanted: _, ...request }: PairRequest,
  ): Promise<Result<SyncedPair>> {
    const create = pair === 'analytics' ? createAnalyticsProvider : createLegacyProvider;
    const widths = createStepWidths(pair);
    const synced = await inOneTime(request.signal, (isOutdated) =>
      syncOrganization({
        ...request,
        provider: create(request.api, request.key, request.signal, clock.now),
        history: request.history.ofPair(pair),
        refused: refused[pair],
        widths,
        peaks: peaks[pair],
        now: clock.now,
        edges: request.edges(),
        onCurrent: () => request.onCurrent(pair),
        onDaily: (at) => request.onDaily(pair, at),
        isOutdated,
      }),
    );
    return synced.ok ? ok({ ...synced.value, pair }) : synced;
  }

  /** Once more from the beginning when the clock was set right meanwhile. */
  async function inOneTime<T>(
    signal: CancelSignal,
    work: (isOutdated: () => boolean) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const offsetMs = clock.offsetMs();
    const hasJumped = () => Math.abs(clock.offsetMs() - offsetMs) > CLOCK_JUMP_MS;
    const done = await work(hasJumped);
    return hasJumped() && !signal.aborted ? work(() => false) : done;
  }

  async function noteAnalytics(failure: Failure | null, request: PairRequest) {
    const { history, wait, signal } = request;
    const known = history.readRefusals();
    if (!failure && !known.some(({ feature }) => feature === 'analytics')) return ok(null);
    const refusals = failure
      ? withRefusal(known, 'analytics', failure, clock.now())
      : withoutRefusal(known, 'analytics');
    return persist(() => history.saveRefusals(refusals), wait, signal);
  }

  return async (request: PairRequest): Promise<Result<SyncedPair>> => {
    const { wanted, history, api, key, signal } = request;
    const isRefused = isResting(history.readRefusals(), 'analytics', clock.now());
    if (wanted === 'legacy' || isRefused) return syncOnce('legacy', request);
    let outcome: Result<SyncedPair> | Result<null> = ok(null);
    if (!isProbed) {
      outcome = await inOneTime(signal, () =>
        probeAnalytics(createAnalyticsProvider(api, key, signal, clock.now), clock.now()),
      );
    }
    if (outcome.ok) {
      isProbed = true;
      const noted = await noteAnalytics(null, request);
      if (!noted.ok) return noted;
      const synced = await syncOnce('analytics', request);
      if (synced.ok) return synced;
      outcome = synced;
    }
    if (!isNotOffered(outcome.failure)) return outcome;
    isProbed = false;
    const noted = await noteAnalytics(outcome.failure, request);
    return noted.ok ? syncOnce('legacy', request) : noted;
  };
}

/**
 * The pair whose figures are shown: the wanted one, where it is offered. One that was never read
 * does not take the place of figures that are there.
 */
export function usedPair(history: UsageHistory | null, wanted: ReportPair): ReportPair {
  if (!history) return wanted;
  const isRefused = history.readRefusals().some(({ feature }) => feature === 'analytics');
  const preferred = isRefused ? 'legacy' : wanted;
  const other = preferred === 'legacy' ? 'analytics' : 'legacy';
  const wasRead = (pair: ReportPair) =>
    history.ofPair(pair).readSyncRecord().lastSuccessAt !== null;
  return !wasRead(preferred) && wasRead(other) ? other : preferred;
}
