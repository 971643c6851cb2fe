import type * as z from 'zod';
import type { Label } from '../../../shared/usage.js';
import {
  identifier,
  idPage,
  optionalInstant,
  optionalOpenText,
  optionalText,
  wireObject,
} from '../page-schema.js';

const user = wireObject(
  {
    id: identifier,
    name: optionalText,
    email: optionalText,
    role: optionalOpenText(
      'user',
      'claude_code_user',
      'developer',
      'billing',
      'admin',
      'managed',
      'membership_admin',
      'owner',
      'primary_owner',
    ),
    added_at: optionalInstant,
  },
  ['type'],
);

export const users = {
  path: '/users',
  version: '2023-06-01',
  schema: idPage(user),
} as const;

export const mapUser = (row: z.infer<typeof user>): Label => ({
  kind: 'member',
  id: row.id,
  name: row.name || row.email || row.id,
  createdAt: row.added_at,
  archivedAt: null,
  status: row.role,
  hint: row.email,
});
