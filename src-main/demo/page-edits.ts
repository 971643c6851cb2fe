import type { ApiRequest, Json, JsonObject } from './api-exchange.js';
import { isAnalytics } from './fault.js';
import { spareAnalyticsRow, spareRow } from './spare-rows.js';

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

/** `edit` sees the figures of a row and the interval they are of. */
export const editEveryRow = (
  page: JsonObject,
  edit: (figures: JsonObject, interval: JsonObject) => JsonObject,
): JsonObject =>
  editBuckets(page, (objects) =>
    objects.map((object) =>
      isRow(object)
        ? editFigures(object, (figures) => edit(figures, object))
        : { ...object, results: rowsOf(object).map((row) => edit(row, object)) },
    ),
  );

/** `edit` sees what the rows of a report are grouped by; a legacy row has it beside its figures. */
export const editEveryGroup = (
  page: JsonObject,
  edit: (group: JsonObject) => JsonObject,
): JsonObject =>
  editBuckets(page, (objects) =>
    objects.map((object) =>
      isObject(object.group)
        ? { ...object, group: edit(object.group) }
        : { ...object, results: rowsOf(object).map(edit) },
    ),
  );

const isRow = (object: JsonObject) => 'group' in object && ('usage' in object || 'cost' in object);

/** An analytics row keeps its figures one level down. */
const editFigures = (row: JsonObject, edit: (figures: JsonObject) => JsonObject): JsonObject => {
  if (isObject(row.usage)) return { ...row, usage: edit(row.usage) };
  return isObject(row.cost) ? { ...row, cost: edit(row.cost) } : row;
};

/** Edits the first row of a report; a page without any row gets one, so that the fault shows. */
export function editFirstRow(
  page: JsonObject,
  request: ApiRequest,
  edit: (row: JsonObject) => JsonObject,
): JsonObject {
  if (isAnalytics(request)) {
    return editBuckets(withSomeRow(page, request), (rows) =>
      editFirst(rows, (row) => editFigures(row, edit)),
    );
  }
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

/** A page of analytics rows that has at least one. */
export const withSomeRow = (page: JsonObject, request: ApiRequest): JsonObject =>
  editBuckets(page, (rows) => (rows.length > 0 ? rows : [spareAnalyticsRow(request)]));

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
