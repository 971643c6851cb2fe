import type { ApiRequest, Json, JsonObject } from './api-exchange.js';
import { editDeep, isObject, without } from './page-edits.js';

/** Fields that older answers do not have. */
const optionalFields: readonly (readonly [path: RegExp, names: readonly string[]])[] = [
  [
    /usage_report\/messages$/,
    ['account_id', 'service_account_id', 'inference_geo', 'context_window', 'server_tool_use'],
  ],
  [/usage_report\/claude_code$/, ['is_remote', 'subscription_type']],
  [/cost_report$/, ['inference_geo', 'context_window']],
  [/analytics\/usage$/, ['server_tool_use', 'claude_tag_user_id', 'slack_channel_id']],
  [/analytics\/cost$/, ['requests', 'claude_tag_user_id', 'slack_channel_id']],
  [
    /workspaces/,
    ['compartment_id', 'data_residency', 'external_key_id', 'tags', 'user_profile_id'],
  ],
  [/invites/, ['accepted_at', 'rbac_group_ids']],
];

const namesFor = ({ path }: ApiRequest) =>
  optionalFields.find(([pattern]) => pattern.test(path))?.[1] ?? [];

export function dropOptional(body: JsonObject, request: ApiRequest): JsonObject {
  return everywhere(body, (object) => {
    // The old field replaces the new one only where it is there.
    if ('group_type' in object) return without(object, ['id', 'group']);
    if ('workspace_id' in object && 'scope' in object) {
      return without(object, ['scope', 'principal', 'expires_at']);
    }
    return without(object, namesFor(request));
  });
}

export function nullOptional(body: JsonObject, request: ApiRequest): JsonObject {
  const names = namesFor(request);
  const emptied = (name: string, value: Json): Json => (names.includes(name) ? null : value);
  return everywhere(body, (object) =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, emptied(name, value)])),
  );
}

function everywhere(body: JsonObject, edit: (object: JsonObject) => JsonObject): JsonObject {
  const edited = editDeep(body, edit);
  return isObject(edited) ? edited : body;
}
