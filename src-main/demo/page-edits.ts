import type { Json, JsonObject } from './api-exchange.js';

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The objects of `data`, of which a page of buckets or of a list consists. */
export const objectsOf = (page: JsonObject): readonly JsonObject[] =>
  Array.isArray(page.data) ? page.data.filter(isObject) : [];

const rowsOf = (bucket: JsonObject): readonly JsonObject[] =>
  Array.isArray(bucket.results) ? bucket.results.filter(isObject) : [];

export const editBuckets = (
  page: JsonObject,
  edit: (buckets: readonly JsonObject[]) => readonly JsonObject[],
): JsonObject => ({ ...page, data: edit(objectsOf(page)) });

export const editFirst = (
  objects: readonly JsonObject[],
  edit: (object: JsonObject) => JsonObject,
): readonly JsonObject[] => objects.map((object, index) => (index === 0 ? edit(object) : object));

export const editEveryRow = (page: JsonObject, edit: (row: JsonObject) => JsonObject): JsonObject =>
  editBuckets(page, (buckets) =>
    buckets.map((bucket) => ({ ...bucket, results: rowsOf(bucket).map(edit) })),
  );

/** Edits the first row of a report; a page without any row gets one, so that the fault shows. */
export function editFirstRow(page: JsonObject, edit: (row: JsonObject) => JsonObject): JsonObject {
  const buckets = objectsOf(page);
  const found = Math.max(
    buckets.findIndex((bucket) => rowsOf(bucket).length > 0),
    0,
  );
  const inFirst = (bucket: JsonObject): JsonObject => {
    const rows = rowsOf(bucket);
    return { ...bucket, results: editFirst(rows.length > 0 ? rows : [spareRow], edit) };
  };
  return {
    ...page,
    data: buckets.map((bucket, index) => (index === found ? inFirst(bucket) : bucket)),
  };
}

/** Fits both reports. */
const spareRow: JsonObject = {
  account_id: null,
  amount: '1.25',
  api_key_id: null,
  cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
  cache_read_input_tokens: 0,
  context_window: null,
  cost_type: null,
  currency: 'USD',
  description: null,
  inference_geo: null,
  model: 'claude-opus-5-5',
  output_tokens: 10,
  server_tool_use: { web_search_requests: 0 },
  service_account_id: null,
  service_tier: 'standard',
  token_type: null,
  uncached_input_tokens: 10,
  workspace_id: null,
};

/** Rebuilds a value from the inside out, object by object. */
export function editDeep(
  json: Json,
  edit: (object: JsonObject, name: string) => JsonObject,
  name = '',
): Json {
  if (Array.isArray(json)) return json.map((item) => editDeep(item, edit, name));
  if (!isObject(json)) return json;
  const inside = Object.entries(json).map(([key, value]) => [key, editDeep(value, edit, key)]);
  return edit(Object.fromEntries(inside), name);
}

export const without = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
