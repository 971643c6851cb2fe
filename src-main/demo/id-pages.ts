import type { ApiAnswer, JsonObject } from './api-exchange.js';
import { answerOk, badRequest } from './api-exchange.js';
import type { QueryReader } from './query-reader.js';

/** A list that is paged by the ids of its own objects. `idOf` of a wire object is its cursor. */
export function answerIdPage(
  reader: QueryReader,
  objects: readonly JsonObject[],
  idOf: (object: JsonObject) => unknown = ({ id }) => id,
): ApiAnswer {
  const limit = reader.limit(20, 1000);
  const afterId = reader.text('after_id');
  const beforeId = reader.text('before_id');
  if (afterId !== null && beforeId !== null) {
    reader.fail('after_id and before_id cannot be combined.');
  }
  const cursor = afterId ?? beforeId;
  const index = objects.findIndex((object) => idOf(object) === cursor);
  if (cursor !== null && index < 0) reader.fail('after_id or before_id: no such object.');
  if (reader.problem !== null) return badRequest(reader.problem);

  const rest = beforeId === null ? objects.slice(index + 1) : objects.slice(0, index).reverse();
  const taken = rest.slice(0, limit);
  const data = beforeId === null ? taken : taken.reverse();
  const edge = (object: JsonObject | undefined) => {
    const id = object && idOf(object);
    return typeof id === 'string' ? id : null;
  };
  return answerOk({
    data,
    has_more: rest.length > limit,
    first_id: edge(data[0]),
    last_id: edge(data.at(-1)),
  });
}
