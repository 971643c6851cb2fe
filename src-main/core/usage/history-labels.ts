import type { Grouping } from '../../shared/history.js';
import { type Label, type TokenKind, UNALLOCATED } from '../../shared/usage.js';

/** The API's own names of the token kinds (cost report, token_type), and what people read. */
export const KIND_GROUPS: readonly (readonly [kind: TokenKind, id: string, label: string])[] = [
  ['uncachedInput', 'uncached_input_tokens', 'Uncached input'],
  ['cacheCreation5m', 'cache_creation.ephemeral_5m_input_tokens', 'Cache creation 5 m'],
  ['cacheCreation1h', 'cache_creation.ephemeral_1h_input_tokens', 'Cache creation 1 h'],
  ['cacheRead', 'cache_read_input_tokens', 'Cache read'],
  ['output', 'output_tokens', 'Output'],
  ['webSearchRequests', 'web_search', 'Web search'],
];

/** Null: not a kind of token, such as hours of code execution. */
export const kindOfId = (id: string): TokenKind | null =>
  KIND_GROUPS.find(([, kindId]) => kindId === id)?.[0] ?? null;

/** What stands for the API's null in each grouping. */
const NAMELESS: Readonly<Record<Grouping, string>> = {
  none: 'All use',
  model: 'No model (searches and tools)',
  workspace: 'Default workspace',
  api_key: 'No key (Console)',
  service_tier: 'No tier',
  token_kind: 'Other',
};

/** The name people know a group by; the id stands in for an unknown name. */
export function groupLabel(by: Grouping, id: string, labels: ReadonlyMap<string, Label>): string {
  if (id === '') return NAMELESS[by];
  if (id === UNALLOCATED) return 'Unallocated';
  const label = labels.get(id);
  if (label) return label.archivedAt === null ? label.name : `${label.name} (archived)`;
  return KIND_GROUPS.find(([, kindId]) => by === 'token_kind' && kindId === id)?.[2] ?? id;
}
