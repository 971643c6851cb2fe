import type { ApiRequest, JsonObject } from './api-exchange.js';
import { centsText } from './bill-lines.js';
import type { Fault } from './fault.js';
import { hasPageToken, isBucketed, isCost, isUsage } from './fault.js';
import {
  editBuckets,
  editDeep,
  editEveryRow,
  editFirst,
  editFirstRow,
  isObject,
  objectsOf,
  without,
} from './page-edits.js';

const usageRowFault = (change: JsonObject): Fault => ({
  matches: isUsage,
  body: (page) => editFirstRow(page, (row) => ({ ...row, ...change })),
});

const costRowFault = (change: JsonObject): Fault => ({
  matches: isCost,
  body: (page) => editFirstRow(page, (row) => ({ ...row, ...change })),
});

const bucketFault = (edit: (buckets: readonly JsonObject[]) => readonly JsonObject[]): Fault => ({
  matches: isBucketed,
  body: (page) => editBuckets(page, edit),
});

/** Good answers that say something wrong or something new. */
export const bodyFaults = {
  'extra-fields': {
    body: (body) => {
      const grown = editDeep(body, (object, name) =>
        openMaps.includes(name) ? object : { ...object, x_new_field: { x_new: [1, 'two', null] } },
      );
      return isObject(grown) ? grown : body;
    },
  },
  'missing-optional': { body: dropOptional },
  'missing-required': {
    body: (body) =>
      Array.isArray(body.data)
        ? editBuckets(body, (all) => editFirst(all, (first) => without(first, requiredNames)))
        : without(body, requiredNames),
  },
  'unknown-enum': {
    body: (body, request) =>
      isBucketed(request)
        ? editFirstRow(body, renameValues)
        : editBuckets(body, (all) => editFirst(all, renameDeep)),
    matches: ({ path }) => !path.endsWith('/me'),
  },
  'negative-tokens': usageRowFault({ output_tokens: -5 }),
  'string-tokens': usageRowFault({ output_tokens: '1200' }),
  'float-tokens': usageRowFault({ output_tokens: 12.5 }),
  'amount-not-decimal': costRowFault({ amount: '12,50 cents' }),
  'amount-number': costRowFault({ amount: 12.5 }),
  'other-currency': costRowFault({ currency: 'EUR' }),
  /** Every closed or open day costs 7 % more than it did before. */
  'restated-cost': {
    matches: isCost,
    body: (page) =>
      editEveryRow(page, (row) => ({
        ...row,
        amount: centsText(Math.round(Number(row.amount) * 1_070_000)),
      })),
  },
  'duplicate-bucket': createDuplicateBucket,
  'overlapping-buckets': bucketFault(([first, second, ...rest]) =>
    first && second
      ? [{ ...first, ending_at: second.ending_at ?? null }, second, ...rest]
      : first
        ? [first, first]
        : [],
  ),
  'unaligned-bucket': bucketFault((buckets) =>
    editFirst(buckets, (first) => ({
      ...first,
      starting_at: String(first.starting_at).replace(/\d\dZ$/, '07Z'),
    })),
  ),
  'reversed-buckets': bucketFault((buckets) => [...buckets].reverse()),
  'empty-data': {
    matches: isBucketed,
    body: () => ({ data: [], has_more: false, next_page: null }),
  },
  'empty-results': bucketFault((buckets) => buckets.map((bucket) => ({ ...bucket, results: [] }))),
  'has-more-without-token': {
    matches: ({ path }) => !path.endsWith('/me'),
    body: (page) =>
      'last_id' in page
        ? { ...page, has_more: true, last_id: null }
        : { ...page, has_more: true, next_page: null },
  },
  'same-token': {
    matches: ({ path }) => !path.endsWith('/me'),
    ask: withoutToken,
    body: (page) =>
      'last_id' in page
        ? { ...page, has_more: true }
        : { ...page, has_more: true, next_page: 'page_c2FtZSB0b2tlbiE=' },
  },
} as const satisfies Readonly<Record<string, Fault | (() => Fault)>>;

/** The first bucket of a page is the last one of the page before. */
function createDuplicateBucket(): Fault {
  let last: JsonObject | undefined;
  return {
    matches: isBucketed,
    body: (page, request) => {
      const repeated = hasPageToken(request) && last ? [last] : [];
      last = objectsOf(page).at(-1);
      return editBuckets(page, (buckets) => [...repeated, ...buckets]);
    },
  };
}

/** Objects whose names are free, not fields. */
const openMaps: readonly string[] = ['tags', 'tool_actions'];
const requiredNames: readonly string[] = ['id', 'starting_at', 'user_id', 'actor'];

/** Fields that older answers do not have. */
const optionalFields: readonly (readonly [path: RegExp, names: readonly string[]])[] = [
  [
    /usage_report\/messages$/,
    ['account_id', 'service_account_id', 'inference_geo', 'context_window', 'server_tool_use'],
  ],
  [/usage_report\/claude_code$/, ['is_remote', 'subscription_type']],
  [/cost_report$/, ['inference_geo', 'context_window']],
  [
    /workspaces/,
    ['compartment_id', 'data_residency', 'external_key_id', 'tags', 'user_profile_id'],
  ],
  [/invites/, ['accepted_at', 'rbac_group_ids']],
];

function dropOptional(body: JsonObject, { path }: ApiRequest): JsonObject {
  const names = optionalFields.find(([pattern]) => pattern.test(path))?.[1] ?? [];
  const dropped = editDeep(body, (object) => {
    // The old field replaces the new one only where it is there.
    if ('group_type' in object) return without(object, ['id', 'group']);
    if ('workspace_id' in object && 'scope' in object) {
      return without(object, ['scope', 'principal', 'expires_at']);
    }
    return without(object, names);
  });
  return isObject(dropped) ? dropped : body;
}

const newValues: Readonly<Record<string, string>> = {
  context_window: '1M-4M',
  cost_type: 'moonlight',
  customer_type: 'guest',
  group_type: 'moon_group',
  inference_geo: 'no',
  model: 'claude-nova-1',
  role: 'archivist',
  service_tier: 'tidal',
  speed: 'brisk',
  status: 'paused',
  terminal_type: 'slate',
  token_type: 'moon_tokens',
  workspace_role: 'workspace_archivist',
};

const renameValues = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      typeof value === 'string' ? (newValues[name] ?? value) : value,
    ]),
  );

function renameDeep(object: JsonObject): JsonObject {
  const renamed = editDeep(object, renameValues);
  return isObject(renamed) ? renamed : object;
}

function withoutToken(request: ApiRequest): ApiRequest {
  const query = new URLSearchParams(request.query);
  query.delete('page');
  query.delete('after_id');
  return { ...request, query };
}
