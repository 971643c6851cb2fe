import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { historyOf } from '../../fakes/app.js';
import { claudeCodeRecord, costRow } from '../../fakes/figures.js';
import { usageOf } from '../used-world.js';
import { BILLED_DAY, billedWorld, features, YESTERDAY } from './billed-world.js';

describe('a day of Claude Code', () => {
  it('A29: the same record twice is counted once', async () => {
    const { world, app } = await billedWorld();
    world.api.claudeCode.set(BILLED_DAY, [
      claudeCodeRecord,
      { ...claudeCodeRecord, terminalType: 'tmux' },
      claudeCodeRecord,
    ]);
    await app.syncNow();
    const read = historyOf(world).readClaudeCode({ from: BILLED_DAY, to: BILLED_DAY + DAY_MS });
    expect(read.map(({ terminalType }) => terminalType)).toEqual(['vscode', 'tmux']);
  });

  it('A29: the same record with other figures is refused, and the figures go on', async () => {
    const { world, app } = await billedWorld();
    world.api.claudeCode.set(BILLED_DAY, [claudeCodeRecord, { ...claudeCodeRecord, sessions: 4 }]);
    expect((await app.syncNow()).ok).toBe(true);
    expect(historyOf(world).readClaudeCode({ from: BILLED_DAY, to: BILLED_DAY + DAY_MS })).toEqual(
      [],
    );
    expect(features(app)).toContain('claude-code');
  });
});

describe('A26: figures too large to be added up', () => {
  it('are refused whole, and what was held stays readable', async () => {
    const { world, app } = await billedWorld();
    await app.syncNow();
    const { week } = app.readSnapshot();
    world.api.uses.push({ at: YESTERDAY, use: usageOf(1_000_000) });
    world.now += HOUR_MS;
    expect(await app.syncNow({ withLabels: true })).toMatchObject({ ok: true });
    world.api.uses.push({ at: world.now - MINUTE_MS, use: usageOf(1_000_000) });
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'unexpected-response' } });
    expect(app.readSnapshot().week.spent.microcents).toBe(week.spent.microcents);
  });

  it('a bill of that size is refused as well', async () => {
    const { world, app } = await billedWorld();
    world.api.bill.set(BILLED_DAY, [costRow(5_000_000_000), costRow(5_000_000_000)]);
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'unexpected-response' } });
    world.api.bill.set(BILLED_DAY, [costRow(1400)]);
    expect((await app.syncNow()).ok).toBe(true);
  });
});
