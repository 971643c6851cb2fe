import { describe, expect, it } from 'vitest';
import { type Failure, type FailureKind, noteFailure } from '../../../src-main/shared/failure.js';
import { plainFailure } from '../../fakes/plain-failure.js';

/** A record, so that a new kind does not compile until it stands here: must a person act? */
const MUST_ACT: Readonly<Record<FailureKind, boolean>> = {
  'no-key': true,
  'key-malformed': true,
  'key-wrong-kind': true,
  'key-gone': true,
  'key-invalid': true,
  'keychain-locked': true,
  'keychain-denied': true,
  'keychain-absent': true,
  'keychain-slow': true,
  'keychain-unsaved': true,
  'key-refused': true,
  'permission-missing': false,
  'billing-trouble': true,
  offline: false,
  'timed-out': false,
  'rate-limited': false,
  'service-trouble': false,
  'not-the-api': true,
  'not-available': false,
  'bad-request': false,
  'unexpected-response': false,
  incomplete: false,
  'source-empty': false,
  'reports-disagree': false,
  'too-large': false,
  'proxy-trouble': true,
  'certificate-untrusted': true,
  'other-organization': true,
  cancelled: false,
  'storage-busy': false,
  'storage-full': true,
  'storage-read-only': true,
  'storage-damaged': false,
  'storage-newer': true,
  'storage-unavailable': true,
  'claude-code-absent': true,
  'claude-settings-unreadable': true,
  'claude-settings-read-only': true,
  'node-absent': true,
  'invalid-input': true,
};
const KINDS = Object.keys(MUST_ACT) as FailureKind[];
function failureOf(kind: FailureKind): Failure {
  if (kind === 'rate-limited') return { kind, retryAt: 5000 };
  return kind === 'invalid-input' ? { kind, detail: 'from' } : plainFailure(kind);
}
const noteOf = (kind: FailureKind) => noteFailure(failureOf(kind), 1000);

describe.each(KINDS)('the sentence of %s', (kind) => {
  const { title, body, mustAct } = noteOf(kind);

  it('has a short title and a body that ends as a sentence', () => {
    expect(title).toMatch(/^\p{Lu}.{3,45}[^.]$/u);
    expect(body).toMatch(/^\p{Lu}.{10,140}[.?]$/u);
  });

  it('carries no status code and no jargon', () => {
    expect(`${title} ${body}`).not.toMatch(
      /\d{3}|error|exception|HTTP|JSON|status|null|undefined/i,
    );
  });

  it('says rightly whether a person must act', () => {
    expect(mustAct).toBe(MUST_ACT[kind]);
  });
});

it('every kind has a title of its own', () => {
  expect(new Set(KINDS.map((kind) => noteOf(kind).title)).size).toBe(KINDS.length);
});

it('A10: trouble of the service is told not to be the key', () => {
  expect(noteOf('service-trouble').body).toContain('not your key');
});

it('M5: a proxy that refuses is told not to be the key', () => {
  expect(noteOf('proxy-trouble').body).toContain('key is fine');
});

it('A6: only a pause that was asked for has a time to come back', () => {
  expect(noteOf('rate-limited').retryAt).toBe(5000);
  for (const kind of KINDS) {
    if (kind !== 'rate-limited') expect(noteOf(kind).retryAt).toBeNull();
  }
});

it('the detail stays apart from the sentence', () => {
  const note = noteFailure({ kind: 'bad-request', detail: 'limit out of range' }, 1000);
  expect(note).toMatchObject({ at: 1000, detail: 'limit out of range' });
  expect(`${note.title} ${note.body}`).not.toContain('limit out of range');
  expect(noteOf('offline').detail).toBeNull();
});
