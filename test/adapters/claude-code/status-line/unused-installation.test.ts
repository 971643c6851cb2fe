import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { recordReading } from '../../../../src-main/adapters/claude-code/status-line/readings-folder.js';
import { seeReading } from '../../../../src-main/core/status-line/seen-reading.js';
import { createClaudeHome, NOW } from './create-claude-home.js';

const { data, settings, open, read } = createClaudeHome();

describe('a status line from which nothing comes', () => {
  test('is switched off by disableAllHooks, which stays as it is', () => {
    const off = '{\n  "disableAllHooks": true\n}\n';
    writeFileSync(settings(), off);
    const line = open();
    expect(line.describe()).toMatchObject({ state: 'absent', isSwitchedOff: true });
    expect(line.install()).toMatchObject({
      ok: true,
      value: { state: 'installed', isSwitchedOff: true },
    });
    expect(parse(read()).disableAllHooks).toBe(true);
    line.remove();
    expect(read()).toBe(off);
    for (const other of ['false', '"true"', '1', 'null']) {
      writeFileSync(settings(), off.replace('true', other));
      expect(line.describe().isSwitchedOff).toBe(false);
    }
  });

  test('is silent a day after it was installed, or after the last reading', () => {
    const DAY = 86_400_000;
    const later = (ms: number) => open({ now: () => NOW + ms }).describe().isSilent;
    expect(later(9 * DAY)).toBe(false);
    open().install();
    expect([later(DAY - 1), later(DAY)]).toEqual([false, true]);
    const resetsAt = (NOW + 6 * DAY) / 1000;
    recordReading(data(), seeReading('weekly', 44, resetsAt), NOW + 2 * DAY);
    expect([later(3 * DAY - 1), later(3 * DAY)]).toEqual([false, true]);
    open().remove();
    expect(later(9 * DAY)).toBe(false);
  });

  test('of which nobody knows when it was installed is silent without a reading', () => {
    const line = open();
    line.install();
    const record = join(data(), 'statusline-install.json');
    const { at, ...older } = JSON.parse(readFileSync(record, 'utf8'));
    expect(at).toBe(NOW);
    writeFileSync(record, JSON.stringify(older));
    expect(line.describe().isSilent).toBe(true);
    line.remove();
    expect(existsSync(settings())).toBe(false);
  });
});
