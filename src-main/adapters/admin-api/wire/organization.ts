import type { Organization } from '../../../core/ports.js';
import type { Endpoint } from '../endpoint.js';
import { identifier, text, wireObject } from '../page-schema.js';

export const organization = {
  path: '/me',
  version: '2023-06-01',
  schema: wireObject({ id: identifier, name: text }, ['type']),
} as const satisfies Endpoint<Organization>;
