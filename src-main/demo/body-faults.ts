import { floorDay } from '../shared/units.js';
import type { ApiRequest, JsonObject } from './api-exchange.js';
import { centsText } from './bill-lines.js';
import type { Fault } from './fault.js';
import { isAnalytics, isCost, isMe, isReport, isUsage } from './fault.js';
import { dropOptional, nullOptional } from './optional-fields.js';
import {
  editBuckets,
  editDeep,
  editEveryGroup,
  editEveryRow,
  editFirst,
  editFirstRow,
  isObject,
  without,
  withSomeRow,
} from './page-edits.js';

const usageRowFault = (change: JsonObject): Fault => ({
  matches: isUsage,
  body: (page, request) => editFirstRow(page, request, (row) => ({ ...row, ...change })),
});

const costRowFault = (change: JsonObject): Fault => ({
  matches: isCost,
  body: (page, request) => editFirstRow(page, request, (row) => ({ ...row, ...change })),
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
  'null-optional': { body: nullOptional },
  'missing-required': {
    body: (body, request) => editFirstObject(body, request, (o) => without(o, requiredNames)),
  },
  'required-wrong-type': {
    body: (body, request) => editFirstObject(body, request, numberRequired),
  },
  'unknown-enum': {
    matches: (request) => !isMe(request),
    body: (body, request) =>
      isReport(request)
        ? editEveryGroup(body, renameModel)
        : editFirstObject(body, request, renameDeep),
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
  /** Every closed UTC day costs exactly 10 % more than it did before. */
  'restated-closed-days': {
    matches: isCost,
    body: (page, _request, now) =>
      editEveryRow(page, (row, { ending_at }) =>
        Date.parse(String(ending_at)) <= floorDay(now) ? dearer(row) : row,
      ),
  },
} as const satisfies Readonly<Record<string, Fault | (() => Fault)>>;

/** Objects whose names are free, not fields. */
const openMaps: readonly string[] = ['tags', 'tool_actions'];
const requiredNames: readonly string[] = ['id', 'starting_at', 'user_id', 'actor', 'limits'];

const numberRequired = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      requiredNames.includes(name) ? 17 : value,
    ]),
  );

/** The first object of a page, or the only one there is. */
const editFirstObject = (
  body: JsonObject,
  request: ApiRequest,
  edit: (object: JsonObject) => JsonObject,
): JsonObject => {
  if (!Array.isArray(body.data)) return edit(body);
  const page = isAnalytics(request) ? withSomeRow(body, request) : body;
  return editBuckets(page, (all) => editFirst(all, edit));
};

function dearer(figures: JsonObject): JsonObject {
  const { amount, list_amount } = figures;
  return {
    ...figures,
    amount: tenPercentMore(String(amount)),
    ...(list_amount === undefined ? {} : { list_amount: tenPercentMore(String(list_amount)) }),
  };
}

/** Digit by digit, so that the sum of the parts stays the whole; one decimal more than before. */
function tenPercentMore(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  const digits = String(BigInt(whole + fraction) * 11n).padStart(fraction.length + 2, '0');
  const point = digits.length - fraction.length - 1;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

const newValues: Readonly<Record<string, string>> = {
  context_window: '1M-4M',
  cost_type: 'moonlight',
  customer_type: 'guest',
  group_type: 'moon_group',
  inference_geo: 'no',
  model: 'claude-nova-1',
  period: 'fortnightly',
  product: 'tide_pool',
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

/**
 * In reports one model is new, in all rows and answers alike, and one value of each of its other
 * dimensions: whatever is grouped by, the sums agree as they do in life.
 */
const renamed: Readonly<Record<string, string>> = {
  context_window: '0-200k',
  cost_type: 'tokens',
  inference_geo: 'global',
  model: 'claude-opus-5-5',
  service_tier: 'standard',
  speed: 'standard',
  token_type: 'output_tokens',
};

const renameModel = (group: JsonObject): JsonObject =>
  group.model === renamed.model
    ? Object.fromEntries(
        Object.entries(group).map(([name, value]) => [
          name,
          value === renamed[name] ? (newValues[name] ?? value) : value,
        ]),
      )
    : group;

function renameDeep(object: JsonObject): JsonObject {
  const renamed = editDeep(object, renameValues);
  return isObject(renamed) ? renamed : object;
}
