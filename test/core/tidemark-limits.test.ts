import { describe, expect, it } from 'vitest';
import { trayView } from '../../src-main/core/snapshot/tray-view.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { ADMIN_KEY, createWorld, historyOf, OTHER_KEY, type World } from '../fakes/app.js';
import { at, priced, shared, tokens } from '../fakes/figures.js';
import { createClaudeCode, hourly, pieceOf, weeklyAt } from '../fakes/limit-world.js';
import { plainFailure } from '../fakes/plain-failure.js';

const NOW = at('2026-11-21T14:20:00Z');
/** Of the plan; the API's week ends by the settings, on Sunday 10:59. */
const END = at('2026-11-23T09:00:00Z');
const START = END - 7 * DAY_MS;

/** A plan that is used each hour, of which Claude Code said 40 % on the third day. */
function planWorld(): World & { readonly claudeCode: ReturnType<typeof createClaudeCode> } {
  const claudeCode = createClaudeCode();
  claudeCode.pieces.push(pieceOf(hourly(START - 21 * DAY_MS, NOW)));
  claudeCode.readings.push(weeklyAt(40, START + 3 * DAY_MS, END));
  const world = createWorld({ claudeCode });
  world.settings.update({ readsTranscripts: true, weekMeter: 'plan' });
  world.api.uses.push({
    at: at('2026-11-21T09:30:00Z'),
    use: { dimensions: { ...priced(), ...shared() }, tokens: tokens({ output: 1_000_000 }) },
  });
  return Object.assign(world, { claudeCode });
}
async function learnedApp(world: World) {
  const app = await world.connect();
  await app.syncNow();
  await app.learnedLimits();
  return app;
}
const evidenceOfWorld = (world: World) => historyOf(world).limits.readEvidence();

describe("a plan's week in the snapshot", () => {
  it('is its own window with its own percentage, and the API keeps its money', async () => {
    const app = await learnedApp(planWorld());
    const { week } = app.readSnapshot();
    expect(week).toMatchObject({
      meter: 'plan',
      percentSource: 'reading',
      percentWindow: { from: START, to: END },
      reading: { pct: 40, at: START + 3 * DAY_MS },
    });
    expect(week.window.to).toBe(at('2026-11-22T10:59:00Z'));
    expect(week.spent.microcents).toBe(15 * 100_000_000);
    // 40 % by 72 hours, and 53 hours and a bit since: about 70 %.
    expect(week.percent).toBeGreaterThan(66);
    expect(week.percent).toBeLessThan(74);
    const range = week.percentRange;
    expect(range?.low).toBeLessThanOrEqual(week.percent ?? 0);
    expect(range?.high).toBeGreaterThanOrEqual(week.percent ?? 0);
  });

  it('begins anew when it ends: a sync is planned for that, and for the end of each other window', async () => {
    const app = await learnedApp(planWorld());
    const { week, limitResets } = app.readSnapshot();
    expect(limitResets).toEqual(expect.arrayContaining([week.window.to, END]));
  });

  it('has the pace of its own window and says what its percentage is made of', async () => {
    const app = await learnedApp(planWorld());
    const { week } = app.readSnapshot();
    const passed = (NOW - START) / (END - START);
    expect(week.pace.expectedPercent).toBeCloseTo(100 * passed, 5);
    expect(week.percentProvenance.formula).toMatch(/what Claude showed/);
  });

  it('is shown in the tray with the age of what was said', async () => {
    const app = await learnedApp(planWorld());
    const { menu, icon } = trayView(app.readSnapshot(), app.readSettings());
    expect(menu[0]?.label).toMatch(
      /^Week: ~\d\d(\.\d)? % \(likely \d\d – \d\d %, Claude said 40 % Thu 09:00\)$/,
    );
    expect(menu[1]?.label).toMatch(/^Resets Mon 09:00/);
    expect(icon.text).toMatch(/^~\d\d$/);
  });

  it('is not made of API money where nothing is known of the plan', async () => {
    const world = createWorld();
    world.settings.update({ weekMeter: 'plan' });
    const app = await learnedApp(world);
    const { menu, title } = trayView(app.readSnapshot(), app.readSettings());
    expect(app.readSnapshot().week.percent).toBeNull();
    expect(menu[0]?.label).not.toContain('$');
    expect(title).not.toContain('$');
  });
});

describe('settings', () => {
  it('that move the week teach from its new windows, and what the old ones said is passed', async () => {
    const world = planWorld();
    world.claudeCode.readings.length = 0;
    const app = await learnedApp(world);
    const quiet = () =>
      evidenceOfWorld(world).filter((known) => known.kind === 'quiet' && known.meter === 'plan');
    const [old] = quiet();
    expect(quiet()).toHaveLength(2);
    app.updateSettings({ weeklyResetWeekday: 5 });
    await app.learnedLimits();
    expect(quiet().length).toBeGreaterThan(2);
    const limits = await app.readLimits();
    if (!limits.ok) expect.unreachable();
    const listed = limits.value.evidence.find(({ id }) => id === old?.id);
    expect(listed?.unused).toMatch(/another one/);
  });

  it('that choose the meter show the other one at once', async () => {
    const app = await learnedApp(planWorld());
    app.updateSettings({ weekMeter: 'api' });
    expect(app.readSnapshot().week).toMatchObject({ meter: 'api', percent: null, reading: null });
    app.updateSettings({ weekMeter: 'plan' });
    expect(app.readSnapshot().week.reading?.pct).toBe(40);
  });

  it.each([
    ['', false],
    [', also where the API has told nothing yet', true],
  ])('with other prices weigh evidence anew%s', async (_, isOffline) => {
    const world = planWorld();
    const app = await world.connect();
    if (isOffline) world.api.disturb = () => plainFailure('offline');
    await app.syncNow();
    await app.learnedLimits();
    const used = () =>
      evidenceOfWorld(world).find(({ kind }) => kind === 'reading')?.used?.usd?.[0] ?? 0;
    const before = used();
    expect(before).toBeGreaterThan(0);
    app.updateSettings({ priceOverrides: [DOUBLED] });
    await app.priced();
    await app.learnedLimits();
    expect(used() / before).toBeCloseTo(2, 6);
  });

  it('with other prices weigh API use anew once it is priced so', async () => {
    const world = planWorld();
    const app = await learnedApp(world);
    app.addEvidence({ kind: 'hit', meter: 'api', window: 'weekly', at: NOW - HOUR_MS });
    await app.learnedLimits();
    const settled = () =>
      evidenceOfWorld(world).find(({ kind }) => kind === 'hit')?.settled?.usd?.[1] ?? 0;
    expect(settled()).toBeCloseTo(15, 6);
    await app.stop();
    world.settings.update({ priceOverrides: [DOUBLED] });
    const next = world.start();
    await next.priced();
    await next.learnedLimits();
    expect(settled()).toBeCloseTo(30, 6);
  });
});

/** Twice the list price of Sonnet 4.5. */
const DOUBLED = {
  model: 'claude-sonnet-4-5',
  from: null,
  uncachedInput: 6,
  cacheCreation5m: 7.5,
  cacheCreation1h: 12,
  cacheRead: 0.6,
  output: 30,
};

describe('from one run to the next', () => {
  it('what was learned is shown before anything is asked', async () => {
    const world = planWorld();
    const first = await learnedApp(world);
    const { week } = first.readSnapshot();
    await first.stop();
    const next = world.start();
    expect(next.readSnapshot().week).toMatchObject({
      percent: week.percent,
      reading: week.reading,
    });
  });

  it('an end in the middle loses nothing: the next run learns the same', async () => {
    const world = planWorld();
    const undisturbed = planWorld();
    const expected = (await learnedApp(undisturbed)).readSnapshot().week;
    for (let stage = 1; stage < 12; stage += 1) {
      const app = world.start();
      if (!world.keys.held) {
        await app.tryKey([...world.api.keys][0] ?? '');
        await app.saveKey();
      }
      let waits = 0;
      world.onWait = () => {
        waits += 1;
        if (waits === stage * 3) void app.stop();
      };
      await app.syncNow();
      await app.learnedLimits();
      await app.stop();
      world.onWait = () => undefined;
    }
    const app = world.start();
    await app.syncNow();
    await app.learnedLimits();
    expect(app.readSnapshot().week.percent).toBe(expected.percent);
    expect(evidenceOfWorld(world)).toEqual(evidenceOfWorld(undisturbed));
  });
});

describe('several accounts', () => {
  it('learn by themselves, and nothing of one is shown or left with the other', async () => {
    const world = planWorld();
    const first = { ...world.api.organization };
    const app = await learnedApp(world);
    expect(app.readSnapshot().week.percent).not.toBeNull();
    await app.disconnect(true);
    expect(app.readSnapshot().week).toMatchObject({ percent: null, reading: null });

    world.api.organization = { id: 'org-other', name: 'Other' };
    world.claudeCode.readings.length = 0;
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    await app.syncNow();
    await app.learnedLimits();
    expect(app.readSnapshot().week).toMatchObject({ percent: null, reading: null });
    expect(evidenceOfWorld(world)).toEqual([]);
    app.addEvidence({ kind: 'hit', meter: 'plan', window: 'weekly', at: NOW - HOUR_MS });
    await app.learnedLimits();
    const kept = world.shelf.stores.get(first.id)?.limits.readEvidence() ?? [];
    expect(kept.some(({ kind }) => kind === 'reading')).toBe(true);
    expect(kept.some(({ kind }) => kind === 'hit')).toBe(false);
  });

  it('take in what the status line says, each for itself', async () => {
    const world = planWorld();
    const app = await learnedApp(world);
    await app.disconnect(true);
    world.api.organization = { id: 'org-other', name: 'Other' };
    world.api.keys.add(OTHER_KEY);
    await app.tryKey(OTHER_KEY);
    await app.saveKey();
    await app.syncNow();
    await app.learnedLimits();
    expect(evidenceOfWorld(world)).toMatchObject([{ kind: 'reading', pct: 40 }]);
  });

  it('a deleted history takes its evidence along, and leaves that of others', async () => {
    const world = planWorld();
    const app = await learnedApp(world);
    const { id } = world.api.organization;
    world.shelf.open('org-other');
    const other = world.shelf.stores.get('org-other');
    other?.limits.saveEvidence(evidenceOfWorld(world));
    await app.disconnect(false);
    expect(app.readSnapshot().week).toMatchObject({ percent: null, reading: null });
    expect(world.shelf.stores.has(id)).toBe(false);
    expect(other?.limits.readEvidence().length).toBeGreaterThan(0);
    expect((await app.readLimits()).ok).toBe(false);
  });

  it('a record that comes while one is disconnected goes nowhere else, and nothing fails', async () => {
    const world = planWorld();
    const app = await learnedApp(world);
    const forget = world.keys.forget;
    world.keys.forget = async () => {
      app.addEvidence({ kind: 'hit', meter: 'plan', window: 'weekly', at: NOW - HOUR_MS });
      return forget();
    };
    // Whatever was begun goes on while the history is closed.
    world.onWait = () => new Promise((resolve) => setImmediate(resolve));
    expect((await app.disconnect(false)).ok).toBe(true);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
    await app.learnedLimits();
    expect(app.readSnapshot().week).toMatchObject({ percent: null, reading: null });
  });
});

describe('a key that could not be saved', () => {
  it('leaves what is connected, which goes on learning', async () => {
    const world = planWorld();
    const app = await learnedApp(world);
    world.keys.saveFailure = plainFailure('keychain-locked');
    await app.tryKey(ADMIN_KEY);
    expect((await app.saveKey()).ok).toBe(false);
    expect(app.readSnapshot().week.reading?.pct).toBe(40);
    world.claudeCode.readings.push(weeklyAt(72, NOW - HOUR_MS, END));
    await app.syncNow();
    await app.learnedLimits();
    expect(app.readSnapshot().week.reading?.pct).toBe(72);
  });
});

describe('what cannot be written', () => {
  it('is told in the log, and the rest is learned', async () => {
    const world = planWorld();
    world.claudeCode.glanceFailure = { kind: 'storage-full' };
    const app = await learnedApp(world);
    expect(app.readSnapshot().week.reading?.pct).toBe(40);
    expect(JSON.stringify(world.log.events)).toContain('glance-failed');
  });
});
