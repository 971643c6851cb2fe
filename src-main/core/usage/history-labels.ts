import type { Grouping } from '../../shared/history.js';
import { TOKEN_WORDS } from '../../shared/token-words.js';
import { type Label, type TokenKind, UNALLOCATED } from '../../shared/usage.js';

/** The API's own names of the token kinds (cost report, token_type). */
export const KIND_GROUPS: readonly (readonly [kind: TokenKind, id: string])[] = [
  ['uncachedInput', 'uncached_input_tokens'],
  ['cacheCreation5m', 'cache_creation.ephemeral_5m_input_tokens'],
  ['cacheCreation1h', 'cache_creation.ephemeral_1h_input_tokens'],
  ['cacheRead', 'cache_read_input_tokens'],
  ['output', 'output_tokens'],
  ['webSearchRequests', 'web_search'],
];

/** Null: not a kind of token, such as hours of code execution. */
export const kindOfId = (id: string): TokenKind | null =>
  KIND_GROUPS.find(([, kindId]) => kindId === id)?.[0] ?? null;

/** What stands for the API's null in each grouping. */
const NAMELESS: Readonly<Record<Grouping, string>> = {
  none: 'All use',
  model: 'No model (tools, credits)',
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
  const kind = by === 'token_kind' ? kindOfId(id) : null;
  return kind === null ? id : TOKEN_WORDS[kind];
}
