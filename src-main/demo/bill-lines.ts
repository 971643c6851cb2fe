import type { TokenKind } from '../shared/usage.js';
import { TOKEN_KINDS } from '../shared/usage.js';
import { billEntry } from './bill-entry.js';
import type { LedgerEntry } from './fake-request.js';

/** What a bill can be grouped by. Web search belongs to no model, tier or place. */
export interface BillLine {
  readonly workspaceId: string | null;
  readonly kind: TokenKind;
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly contextWindow: string | null;
  readonly inferenceGeo: string | null;
}

export interface BilledAmount {
  readonly line: BillLine;
  readonly microcents: number;
  /** Before the discount. */
  readonly listMicrocents: number;
}

/** One amount for each kind that this request used; each is rounded once, so any sum agrees. */
export function billLines(entry: LedgerEntry, discount: number): readonly BilledAmount[] {
  const costs = billEntry(entry);
  if (!costs) return [];
  return TOKEN_KINDS.filter((kind) => entry.tokens[kind] > 0).map((kind) => ({
    line: lineFor(entry, kind),
    microcents: discount === 1 ? costs[kind] : Math.round(costs[kind] * discount),
    listMicrocents: costs[kind],
  }));
}

function lineFor(entry: LedgerEntry, kind: TokenKind): BillLine {
  const { workspaceId, model, serviceTier, contextWindow, inferenceGeo } = entry;
  return kind === 'webSearchRequests'
    ? {
        workspaceId,
        kind,
        model: null,
        serviceTier: null,
        contextWindow: null,
        inferenceGeo: null,
      }
    : { workspaceId, kind, model, serviceTier, contextWindow, inferenceGeo };
}

/** Cents as the API writes them: a decimal string with up to six decimals. */
export function centsText(microcents: number): string {
  const cents = Math.floor(microcents / 1_000_000);
  const fraction = String(microcents % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(cents) : `${cents}.${fraction}`;
}
