import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src-main/shared/failure.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { historyOf } from '../../fakes/app.js';
import type { AskedQuestion, Question } from '../../fakes/fake-admin-api.js';
import { billedWorld } from './billed-world.js';

const TOO_LARGE: Failure = { kind: 'too-large', mayBeTooMuch: true };
const TIMED_OUT: Failure = { kind: 'timed-out' };
/** Status 504. */
const GATEWAY: Failure = { kind: 'service-trouble', mayBeTooMuch: true };

const hoursOf = ({ from, to }: AskedQuestion) => ((to ?? 0) - (from ?? 0)) / HOUR_MS;

/** An organization of which more than so many hours are too much for one answer. */
async function largeWorld(mostHours: number, failure: Failure, ...questions: Question[]) {
  const { world, app } = await billedWorld();
  const failed: number[] = [];
  world.api.disturb = (question) => {
    if (!questions.includes(question.what) || hoursOf(question) <= mostHours) return null;
    failed.push(hoursOf(question));
    return failure;
  };
  return { world, app, failed };
}

describe('what is too much for one answer', () => {
  it.each([
    ['A14: too large a page of usage', TOO_LARGE, [168, 84, 42]],
    ['A10: 504 of usage', GATEWAY, [168, 64]],
    ['A16: no usage in time', TIMED_OUT, [168, 64]],
  ] as const)('%s is asked for in parts, and each width fails once', async (_, failure, halves) => {
    const { world, app, failed } = await largeWorld(40, failure, 'shares', 'priced');
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    expect(failed).toEqual(halves);
    const { sync } = app.readSnapshot();
    expect(sync).toMatchObject({ failure: null, lastSuccessAt: world.now, backfill: null });
    expect(sync.coverage.gaps).toEqual([]);
    // 31 days by 21 hours at most, twice each, and the first small ones.
    const asked = world.api.asked.filter(({ what }) => what === 'shares' || what === 'priced');
    expect(asked.length).toBeLessThan(100);
  });

  it('too large a page of bills is asked for by halves, down to one day', async () => {
    const { app, world, failed } = await largeWorld(24, TOO_LARGE, 'cost');
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
    expect(failed).toEqual([31 * 24, 15 * 24, 7 * 24, 3 * 24]);
    const days = [...historyOf(world).readCoverage().days.keys()];
    expect(days).toHaveLength(31);
  });

  it('of a single hour ends the run, and is told', async () => {
    const { app, failed } = await largeWorld(0, TOO_LARGE, 'shares');
    expect(await app.syncNow()).toMatchObject({ ok: false, failure: TOO_LARGE });
    expect(failed).toEqual([168, 84, 42, 21, 10, 5, 2, 1]);
    expect(app.readSnapshot().sync).toMatchObject({
      failure: { kind: 'too-large' },
      lastSuccessAt: null,
    });
  });

  it.each([GATEWAY, TIMED_OUT])(
    'A10: a service that is down ($kind) is asked one small question more, not eight',
    async (failure) => {
      const { app, failed } = await largeWorld(0, failure, 'shares');
      expect(await app.syncNow()).toMatchObject({ ok: false, failure });
      expect(failed).toEqual([168, 1]);
    },
  );

  it('S19: a pause that the service asks for is kept: nothing smaller is asked meanwhile', async () => {
    const { world, app, failed } = await largeWorld(0, TOO_LARGE);
    const retryAt = world.now + DAY_MS;
    world.api.disturb = (question) => {
      if (question.what !== 'shares') return null;
      failed.push(hoursOf(question));
      return { ...GATEWAY, kind: 'service-trouble', retryAt };
    };
    expect((await app.syncNow()).ok).toBe(false);
    expect(failed).toEqual([168]);
  });

  it('other trouble is asked for again as it was', async () => {
    const { app, failed } = await largeWorld(0, { kind: 'service-trouble' }, 'shares');
    expect((await app.syncNow()).ok).toBe(false);
    expect(failed).toEqual([168]);
  });
});
