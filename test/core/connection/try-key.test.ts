import { describe, expect, it } from 'vitest';
import { tryKey } from '../../../src-main/core/connection/try-key.js';
import type { Question } from '../../fakes/fake-admin-api.js';
import { createFakeAdminApi } from '../../fakes/fake-admin-api.js';
import { at } from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';

const NOW = at('2026-11-21T14:20:00Z');
const ADMIN = 'sk-ant-admin01-marked-fake-for-tests-AbCd';
const WORKSPACE = 'sk-ant-api03-marked-fake-for-tests-AbCd';

function api(failing: Question | null = null, kind: PlainKind = 'offline') {
  const fake = createFakeAdminApi();
  fake.keys.add(ADMIN);
  fake.disturb = ({ what }) => (what === failing ? plainFailure(kind) : null);
  return fake;
}
const attempt = (fake: ReturnType<typeof api>, key = ADMIN, now = NOW) =>
  tryKey(key, fake, now, new AbortController().signal);

describe('trying a key', () => {
  it('asks who it is, one hour of usage and one day of cost, and nothing else', async () => {
    const fake = api();
    expect(await attempt(fake)).toMatchObject({ ok: true, value: { key: ADMIN } });
    expect(fake.asked.map(({ what, from, to }) => [what, from, to])).toEqual([
      ['organization', null, null],
      ['priced', at('2026-11-21T14:00:00Z'), at('2026-11-21T15:00:00Z')],
      ['cost', at('2026-11-21T00:00:00Z'), at('2026-11-22T00:00:00Z')],
    ]);
  });

  it('T6: exactly on the hour it asks for the hour that begins, never for an empty span', async () => {
    const fake = api();
    await attempt(fake, ADMIN, at('2026-11-21T14:00:00Z'));
    expect(fake.asked[1]).toMatchObject({
      from: at('2026-11-21T14:00:00Z'),
      to: at('2026-11-21T15:00:00Z'),
    });
  });

  it('says honestly what the key can do and that no key sees plan limits', async () => {
    const tried = await attempt(api());
    const abilities = tried.ok ? tried.value.trial.abilities.join(' ') : '';
    expect(abilities).toContain('Reads what was billed');
    expect(abilities).toContain('No key can');
    expect(abilities).toContain('only reads');
  });

  it('A1: a refused admin key is told as refused', async () => {
    const fake = api();
    fake.keys.clear();
    expect(await attempt(fake)).toEqual({ ok: false, failure: { kind: 'key-refused' } });
  });

  it.each<[Question, PlainKind]>([
    ['organization', 'key-refused'],
    ['organization', 'permission-missing'],
    ['priced', 'key-refused'],
    ['priced', 'permission-missing'],
  ])('W10: %s with %s of another kind of key names the kind that is needed', async (what, kind) => {
    const fake = api(what, kind);
    fake.keys.add(WORKSPACE);
    expect(await attempt(fake, WORKSPACE)).toEqual({
      ok: false,
      failure: { kind: 'key-wrong-kind' },
    });
    expect(await attempt(fake)).toEqual({ ok: false, failure: { kind: 'key-refused' } });
  });

  it('another kind of key that is accepted gets a warning, not a refusal', async () => {
    const fake = api();
    fake.keys.add(WORKSPACE);
    const tried = await attempt(fake, WORKSPACE);
    expect(tried.ok && tried.value.trial.warning).toMatch(/was accepted/);
  });

  it.each<PlainKind>(['permission-missing', 'key-refused', 'not-available'])(
    'A3: a bill that may not be read (%s) is told as such and refuses nothing',
    async (kind) => {
      const tried = await attempt(api('cost', kind));
      expect(tried.ok && tried.value.trial.abilities.join(' ')).toContain('stays an estimate');
    },
  );

  it.each<[Question, PlainKind]>([
    ['organization', 'offline'],
    ['priced', 'service-trouble'],
    ['cost', 'not-the-api'],
  ])('what is no refusal is told as what it is: %s with %s', async (what, kind) => {
    for (const key of [ADMIN, WORKSPACE]) {
      const fake = api(what, kind);
      fake.keys.add(WORKSPACE);
      expect(await attempt(fake, key)).toEqual({ ok: false, failure: { kind } });
    }
  });
});
