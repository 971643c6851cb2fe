import { describe, expect, it } from 'vitest';
import { requestSchemas } from '../../../src-main/shared/ipc-contract.js';

const accepts = (channel: keyof typeof requestSchemas, request: unknown) =>
  requestSchemas[channel].safeParse(request).success;
const reading = {
  kind: 'reading',
  meter: 'plan',
  window: 'weekly',
  pct: 40,
  at: null,
  resetsAt: null,
};
const hit = { kind: 'hit', meter: 'plan', window: 'five_hour', at: 1_790_000_000_000 };
const change = { kind: 'change', meter: 'api', window: 'weekly:opus', at: 5, isDenied: true };
const huge = 'x'.repeat(10_000_000);

describe('S8, W2: what the window may ask about limits', () => {
  it('is what a person can say', () => {
    for (const said of [reading, hit, change, { ...reading, pct: 100.5, at: 1, resetsAt: 2 }]) {
      expect(accepts('evidence:add', said)).toBe(true);
    }
    for (const patch of [{ id: 'a' }, { id: 'a', pct: 0, at: 1, note: null, isIgnored: false }]) {
      expect(accepts('evidence:edit', patch)).toBe(true);
    }
    expect(accepts('evidence:delete', { id: 'statusline:weekly:1' })).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['a list', [reading]],
    ['another kind', { ...reading, kind: 'quiet' }],
    ['a field more', { ...reading, source: 'record' }],
    ['an id', { ...reading, id: 'mine' }],
    ['a prototype', JSON.parse('{"__proto__":{"kind":"hit"}}')],
    ['no percentage', { ...reading, pct: undefined }],
    ['text for one', { ...reading, pct: '40' }],
    ['no number', { ...reading, pct: Number.NaN }],
    ['without end', { ...reading, pct: Number.POSITIVE_INFINITY }],
    ['less than none', { ...reading, pct: -1 }],
    ['far too much', { ...reading, pct: 1001 }],
    ['a time in pieces', { ...reading, at: 1.5 }],
    ['a time before time', { ...reading, at: -1 }],
    ['a time after all', { ...reading, resetsAt: 9e15 }],
    ['text for a time', { ...hit, at: '2026-11-20' }],
    ['another meter', { ...reading, meter: 'both' }],
    ['a window of 10 MB', { ...reading, window: `weekly:${huge}` }],
    ['markup for a window', { ...reading, window: 'weekly:<b>' }],
    ['a line break in it', { ...reading, window: 'weekly\n' }],
    ['a window as an object', { ...reading, window: { toString: () => 'weekly' } }],
    ['a change without a time', { ...change, at: null }],
    ['a change that is neither', { ...change, isDenied: 1 }],
  ])('%s is refused as evidence', (_, said) => {
    expect(accepts('evidence:add', said)).toBe(false);
  });

  it.each([
    ['no id', {}],
    ['an empty id', { id: '' }],
    ['an id of 10 MB', { id: huge }],
    ['a note of 10 MB', { id: 'a', note: huge }],
    ['an undefined field', { id: 'a', pct: undefined }],
    ['a kind', { id: 'a', kind: 'hit' }],
    ['use', { id: 'a', used: { usd: [1, 1] } }],
    ['no number', { id: 'a', pct: Number.NaN }],
  ])('%s is refused as a correction', (_, patch) => {
    expect(accepts('evidence:edit', patch)).toBe(false);
  });

  it.each([
    'limits:read',
    'evidence:export',
    'evidence:import',
    'transcripts:forget',
    'status-line:preview',
    'status-line:install',
    'status-line:remove',
  ] as const)('%s takes nothing: no path, no command', (channel) => {
    expect(accepts(channel, undefined)).toBe(true);
    for (const request of [null, '', '/etc/passwd', {}, { path: '/tmp' }, [], huge]) {
      expect(accepts(channel, request)).toBe(false);
    }
  });

  it('deletes one record at a time, by its id alone', () => {
    for (const request of [
      'a',
      { id: ['a'] },
      { id: 'a', all: true },
      { ids: ['a'] },
      { id: huge },
    ]) {
      expect(accepts('evidence:delete', request)).toBe(false);
    }
  });
});
