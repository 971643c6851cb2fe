import { describe, expect, it } from 'vitest';
import { describeRefusal, missingRight } from '../../../src-main/shared/describe-refusal.js';
import { noteFailure } from '../../../src-main/shared/failure.js';

const refused = (detail?: string) =>
  noteFailure({ kind: 'permission-missing', ...(detail === undefined ? {} : { detail }) }, 1000);

describe('A3: what a key may not read', () => {
  it.each([
    [
      '403 permission_error This key lacks the scope read:members.',
      'This key lacks the scope read:members.',
    ],
    ['403 This key lacks a right.', 'This key lacks a right.'],
    ['403 permission_error', null],
    ['403', null],
    [undefined, null],
    ['403 permission_error one\n\ttwo\u202ethree', 'one twothree'],
    ['403 permission_error sk-ant-admin01-marked-fake may not', '[key] may not'],
    [`403 permission_error ${'long '.repeat(60)}`, `${'long '.repeat(24)}`.slice(0, 120)],
  ])('%j tells %j of the right, as plain short text', (detail, right) => {
    expect(missingRight(refused(detail))).toBe(right);
  });

  it('is named with its report and its right', () => {
    const failure = refused('403 permission_error Needs read:analytics.');
    expect(describeRefusal({ feature: 'cost', failure }).body).toBe(
      'It may not read the cost report (what was billed). Anthropic says: “Needs read:analytics.” The rest goes on.',
    );
    expect(describeRefusal({ feature: 'labels', failure: refused() }).body).toBe(
      'It may not read a list of names (of workspaces, keys or members). The rest goes on.',
    );
  });

  it('that Anthropic does not offer is named too; other trouble stays as it is said', () => {
    const absent = noteFailure({ kind: 'not-available', detail: '404 not_found_error' }, 1000);
    expect(describeRefusal({ feature: 'limits', failure: absent }).body).toBe(
      'Anthropic does not offer the published rate limits here.',
    );
    const trouble = noteFailure({ kind: 'service-trouble' }, 1000);
    expect(describeRefusal({ feature: 'limits', failure: trouble })).toBe(trouble);
    expect(missingRight(trouble)).toBeNull();
  });
});
