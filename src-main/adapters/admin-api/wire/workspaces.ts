import type * as z from 'zod';
import type { Label } from '../../../shared/usage.js';
import { identifier, idPage, optionalInstant, text, wireObject } from '../page-schema.js';

const workspace = wireObject(
  { id: identifier, name: text, created_at: optionalInstant, archived_at: optionalInstant },
  [
    'type',
    'display_color',
    'compartment_id',
    'data_residency',
    'external_key_id',
    'tags',
    'user_profile_id',
  ],
);

export const workspaces = {
  path: '/workspaces',
  version: '2023-06-01',
  schema: idPage(workspace),
} as const;

export const mapWorkspace = (row: z.infer<typeof workspace>): Label => ({
  kind: 'workspace',
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  archivedAt: row.archived_at,
  status: null,
  hint: null,
});
