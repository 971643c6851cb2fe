import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src-main/demo/fake-request.js';
import { inventOrganization } from '../../src-main/demo/organization.js';
import type { ErrorBody, Query, ReportPage, UsageRow } from './asking.js';
import { ask, commonHeaders, readReport, stateOf } from './asking.js';
import { countsOf, entryCounts, ledgerBetween, sumCounts } from './counts.js';

const USAGE = 'usage_report/messages';
const week = { starting_at: '2026-11-09T00:00:00Z', ending_at: '2026-11-16T00:00:00Z' };

const totalOf = (query: Query) =>
  sumCounts(
    readReport<UsageRow>(USAGE, query).buckets.flatMap(({ results }) => results.map(countsOf)),
  );

const weekEntries = ledgerBetween(week.starting_at, week.ending_at);

const refusal = (query: Query, headers: Readonly<Record<string, string>> = commonHeaders) => {
  const { status, body } = ask<ErrorBody>(USAGE, query, stateOf(), headers);
  return [status, body.error?.type];
};
const BAD_REQUEST = [400, 'invalid_request_error'];

describe('pages', () => {
  test('hold 7, 24 and 60 buckets unless a limit is given', () => {
    const wide = { starting_at: '2026-10-01T00:00:00Z', ending_at: '2026-11-01T00:00:00Z' };
    const sizes = ['1d', '1h', '1m'].map(
      (bucket_width) =>
        ask<ReportPage<UsageRow>>(USAGE, { ...wide, bucket_width }).body.data.length,
    );
    expect(sizes).toEqual([7, 24, 60]);
    expect(ask<ReportPage<UsageRow>>(USAGE, wide).body.data).toHaveLength(7);
  });

  test('say has_more exactly when there is a next page', () => {
    const query = { ...week, limit: '3' };
    const first = ask<ReportPage<UsageRow>>(USAGE, query).body;
    const second = ask<ReportPage<UsageRow>>(USAGE, { ...query, page: first.next_page ?? '' }).body;
    const third = ask<ReportPage<UsageRow>>(USAGE, { ...query, page: second.next_page ?? '' }).body;
    expect([first, second, third].map(({ has_more }) => has_more)).toEqual([true, true, false]);
    expect(third.next_page).toBeNull();
    expect(third.data).toHaveLength(1);
  });

  test('are reached by opaque tokens that fit only their own question', () => {
    const query = { ...week, limit: '3', group_by: ['model'] };
    const { next_page } = ask<ReportPage<UsageRow>>(USAGE, query).body;
    const page = next_page ?? '';
    expect(page).toMatch(/^page_[A-Za-z0-9+/]+=*$/);
    const decoded = Buffer.from(page.slice(5), 'base64').toString('latin1');
    expect(decoded).not.toMatch(/2026|\d{6}/);

    expect(ask(USAGE, { page, group_by: ['model'], limit: '3', ...week }).status).toBe(200);
    expect(refusal({ ...query, limit: '4', page })).toEqual(BAD_REQUEST);
    expect(refusal({ ...query, group_by: ['model', 'speed'], page })).toEqual(BAD_REQUEST);
    expect(refusal({ ...query, ending_at: '2026-11-17T00:00:00Z', page })).toEqual(BAD_REQUEST);
    expect(refusal({ ...query, page: `${page}x` })).toEqual(BAD_REQUEST);
    expect(refusal({ ...query, page: 'page_MjAyNi0xMS0yMFQxNjowMDowMFo=' })).toEqual(BAD_REQUEST);
    const other = stateOf({ organization: inventOrganization(2) });
    expect(ask(USAGE, { ...query, page }, other).status).toBe(400);
  });
});

describe('parameters', () => {
  test('without a start, or with an unreadable time, are refused', () => {
    expect(refusal({ ending_at: week.ending_at })).toEqual(BAD_REQUEST);
    for (const starting_at of [
      '2026-11-09',
      'yesterday',
      '2026-11-09T00:00:00',
      '2026-13-01T00:00:00Z',
    ]) {
      expect(refusal({ ...week, starting_at })).toEqual(BAD_REQUEST);
    }
  });

  test('take times with a zone other than UTC', () => {
    const { buckets } = readReport<UsageRow>(USAGE, {
      starting_at: '2026-11-09T01:00:00+01:00',
      ending_at: '2026-11-10T00:00:00.000Z',
    });
    expect(buckets.map((bucket) => bucket.starting_at)).toEqual(['2026-11-09T00:00:00Z']);
  });

  test('outside the range of the limit are refused', () => {
    for (const [bucket_width, max] of [
      ['1d', 31],
      ['1h', 168],
      ['1m', 1440],
    ] as const) {
      expect(ask(USAGE, { ...week, bucket_width, limit: String(max) }).status).toBe(200);
      for (const limit of [String(max + 1), '0', '-1', '1.5', 'all', '']) {
        expect(refusal({ ...week, bucket_width, limit })).toEqual(BAD_REQUEST);
      }
    }
  });

  test('with unknown values are refused', () => {
    expect(refusal({ ...week, bucket_width: '1w' })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, group_by: ['user_id'] })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, service_tiers: ['gold'] })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, inference_geos: ['eu'] })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, context_window: ['0-1M'] })).toEqual(BAD_REQUEST);
  });

  test('with names nobody knows are ignored', () => {
    expect(ask(USAGE, { ...week, colour: 'green' }).status).toBe(200);
  });

  test('that are lists need their brackets', () => {
    expect(refusal({ ...week, group_by: 'model' })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, 'group_by[0]': 'model' })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, models: 'claude-opus-5-5' })).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, context_window: '0-200k' })).toEqual(BAD_REQUEST);
  });

  test('may name five dimensions, not six', () => {
    const five = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];
    expect(ask(USAGE, { ...week, group_by: five }).status).toBe(200);
    const six = ask<ErrorBody>(USAGE, { ...week, group_by: [...five, 'api_key_id'] });
    expect(six.body.error.message).toBe('Cannot specify more than 5 group_by[] dimensions.');
  });

  test('about speed need the beta header', () => {
    const bare = { 'anthropic-version': '2023-06-01' };
    expect(refusal({ ...week, group_by: ['speed'] }, bare)).toEqual(BAD_REQUEST);
    expect(refusal({ ...week, speeds: ['fast'] }, bare)).toEqual(BAD_REQUEST);
    expect(ask(USAGE, { ...week, group_by: ['model'] }, stateOf(), bare).status).toBe(200);
    const several = { ...bare, 'anthropic-beta': 'another-beta, fast-mode-2026-02-01' };
    expect(ask(USAGE, { ...week, speeds: ['fast'] }, stateOf(), several).status).toBe(200);
  });

  test('filter by workspace, key and model, the default workspace by its real id', () => {
    const { workspaces, apiKeys } = inventOrganization(1);
    const find = (name: string) =>
      workspaces.find((workspace) => workspace.name === name)?.id ?? '';
    const sumWhere = (isWanted: (entry: LedgerEntry) => boolean) =>
      sumCounts(weekEntries.filter(isWanted).map(entryCounts));
    const search = find('Document search');
    expect(totalOf({ ...week, workspace_ids: [search] })).toEqual(
      sumWhere((entry) => entry.workspaceId === search),
    );
    expect(totalOf({ ...week, workspace_ids: [find('Default'), search] })).toEqual(
      sumWhere((entry) => entry.workspaceId === null || entry.workspaceId === search),
    );
    const key = apiKeys.find(({ name }) => name === 'claude-code-ci')?.id ?? '';
    expect(totalOf({ ...week, api_key_ids: [key], models: ['claude-opus-5-5'] })).toEqual(
      sumWhere((entry) => entry.apiKeyId === key && entry.model === 'claude-opus-5-5'),
    );
  });
});

describe('bounds', () => {
  const EMPTY = 'Invalid date range: ending date must be after starting date';
  const refused = (query: Query) => {
    const { status, headers, body } = ask<ErrorBody>(USAGE, query);
    return [status, headers['x-should-retry'], body.error?.message];
  };

  test('are rounded inwards to whole buckets', () => {
    const { buckets } = readReport<UsageRow>(USAGE, {
      starting_at: '2026-11-18T09:00:01Z',
      ending_at: '2026-11-18T12:59:59Z',
      bucket_width: '1h',
    });
    expect(buckets.map((bucket) => bucket.starting_at)).toEqual([
      '2026-11-18T10:00:00Z',
      '2026-11-18T11:00:00Z',
    ]);
  });

  test('that leave no bucket are refused in the recorded words, not to be retried', () => {
    const day = { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-18T23:59:59Z' };
    expect(refused(day)).toEqual([400, 'false', EMPTY]);
    expect(refused({ starting_at: '2026-11-21T00:00:00Z' })).toEqual([400, 'false', EMPTY]);
    expect(refused({ starting_at: '2026-11-20T20:17:05Z' })).toEqual([400, 'false', EMPTY]);
  });

  test('stop at the last completed bucket unless an end is given', () => {
    const starting_at = '2026-11-19T00:00:00Z';
    const last = (query: Query) =>
      readReport<UsageRow>(USAGE, { starting_at, ...query }).buckets.at(-1)?.starting_at;
    expect(last({})).toBe('2026-11-20T00:00:00Z');
    expect(last({ bucket_width: '1h' })).toBe('2026-11-21T19:00:00Z');
    expect(last({ ending_at: '2026-11-22T00:00:00Z' })).toBe('2026-11-21T00:00:00Z');
  });
});
