import type * as z from 'zod';
import type { Label } from '../../../shared/usage.js';
import {
  identifier,
  idPage,
  openText,
  optionalInstant,
  optionalText,
  text,
  wireObject,
} from '../page-schema.js';

/** The workspace of a key stands in `workspace_id`, in `scope`, or in both: nobody reads it. */
const apiKey = wireObject(
  {
    id: identifier,
    name: text,
    status: openText('active', 'inactive', 'archived', 'expired').default('active'),
    partial_key_hint: optionalText,
    created_at: optionalInstant,
  },
  ['type', 'expires_at', 'created_by', 'principal', 'scope', 'workspace_id'],
);

export const apiKeys = {
  path: '/api_keys',
  version: '2023-06-01',
  schema: idPage(apiKey),
} as const;

export const mapApiKey = (row: z.infer<typeof apiKey>): Label => ({
  kind: 'api_key',
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  archivedAt: null,
  status: row.status,
  hint: row.partial_key_hint,
});
