import {
  GRAINS,
  GROUPINGS,
  type Grain,
  type Grouping,
  type HistoryQuery,
} from '../shared/history.js';
import { DAY_MS, isInstant, type Span } from '../shared/units.js';
import { type Flags, instantFlag } from './flags.js';

/** Every bucket is walked, so a mistyped year must not make millions of them. */
const LONGEST_SPAN_MS = 20 * 366 * DAY_MS;

/** What `tidemark history ...` asks for. */
export interface HistoryCommand {
  readonly query: HistoryQuery;
  readonly isCsv: boolean;
}

/** What `tidemark costs ...` asks for; null: the current week. */
export interface CostsCommand {
  readonly span: Span | null;
}

/** A text says why it cannot be done. */
export function readHistoryWords(flags: Flags): HistoryCommand | string {
  const span = readSpan('history', flags);
  if (typeof span === 'string') return span;
  const grain = GRAINS.find((known): known is Grain => known === (flags.grain ?? 'day'));
  if (!grain) return `--grain is one of ${GRAINS.join(', ')}.`;
  const by = GROUPINGS.find((known): known is Grouping => known === (flags.by ?? 'none'));
  if (!by) return `--by is one of ${GROUPINGS.join(', ')}.`;
  return { query: { ...span, grain, by }, isCsv: flags.csv === true };
}

/** A text says why it cannot be done. */
export function readCostsWords(flags: Flags): CostsCommand | string {
  if (flags.from === undefined && flags.to === undefined) return { span: null };
  const span = readSpan('costs', flags);
  return typeof span === 'string' ? span : { span };
}

/** Text: why the two ends are no span. */
function readSpan(command: string, flags: Flags): Span | string {
  const from = instantFlag(flags.from);
  const to = instantFlag(flags.to);
  if (from === null || to === null) return `${command} needs --from and --to, each an ISO time.`;
  if (!isInstant(from) || !isInstant(to)) return '--from and --to are times between 1970 and 2100.';
  if (to <= from) return '--to must be after --from.';
  return to - from > LONGEST_SPAN_MS ? `${command} shows at most 20 years at once.` : { from, to };
}
