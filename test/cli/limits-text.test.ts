import { describe, expect, it } from 'vitest';
import { limitsJson } from '../../src-main/cli/limits-json.js';
import { limitsText } from '../../src-main/cli/limits-text.js';
import { nameLimiter } from '../../src-main/shared/published-words.js';
import { limits } from '../fixtures/limits.js';
import { NOW } from '../fixtures/snapshots.js';

type Name = keyof typeof limits;
const textOf = (name: Name) => limitsText(limits[name], NOW, 'UTC').split('\n');
const week = (name: Name) => textOf(name).slice(0, 5);

describe('limits show', () => {
  it('says no more of a limit than is known of it', () => {
    expect(week('none')[0]).toBe('Week, Claude plan not known yet');
    expect(week('bound')[0]).toBe(
      'Week, Claude plan not known yet: you have used at least $28.20 in a week, at list price, without being stopped',
    );
    expect(week('rough')[0]).toBe('Week, Claude plan 55 – 100 %   rough guess: $24 – $52, rough');
    expect(week('fair')[0]).toBe(
      'Week, Claude plan ~82 % (likely 76 – 88 %)   about $35 (likely $30 – $41), fair',
    );
    expect(week('good')[0]).toBe(
      'Week, Claude plan          ~82 % (likely 76 – 88 %)   $35, likely $32 – $38, good',
    );
    expect(week('strong')[0]).toBe(
      'Week, Claude plan ~82 % (likely 76 – 88 %)   $35 (±4 %), strong',
    );
    expect(week('reported')[0]).toBe(
      'Week, Claude plan 80 % (as Claude said 41 min ago)   $35, likely $32 – $38, good',
    );
  });

  it('says why, and what is left, but no hours of a rough guess', () => {
    expect(week('good')[1]?.trim()).toBe('2 limit hits, 3 readings, last 4 days ago');
    expect(week('good')[2]?.trim()).toBe(
      'left: about $6.20 (likely $4.10 – $9.30), 7.1 M tokens, 11 h of work (likely 7 – 16)',
    );
    expect(week('good')[3]?.trim()).toBe('resets Sun 10:59; lasts until then');
    expect(textOf('reported').join('\n')).toMatch(
      /resets Sun 10:59; runs out about \w{3} \d\d:\d\d/,
    );
    expect(textOf('rough').join('\n')).not.toMatch(/left:|hours|lasts|runs out/);
  });

  it('tells of a limit that moved', () => {
    expect(textOf('changed').map((line) => line.trim())).toContain(
      'looks 30 % higher since 14 Sept',
    );
  });

  it('shows a warning as what it said: more than so much, worth no single amount', () => {
    const [first] = limits.good.evidence;
    if (!first) throw new Error('The fixture has no evidence');
    const bound = { ...first, source: 'text', pct: 90, half: 10, means: null } as const;
    const denied = { ...first, kind: 'change', isIgnored: true, isDenied: true } as const;
    const ignored = { ...denied, isDenied: false };
    const text = limitsText({ ...limits.good, evidence: [bound, denied, ignored] }, NOW, 'UTC');
    expect(text).toMatch(/more than 80 % at \$28, text/);
    expect(text).toMatch(/not changed.*\n.* changed/);
    expect(text).not.toContain('90 %');
  });

  it('never claims certainty', () => {
    for (const name of Object.keys(limits)) {
      // Object.keys forgets which keys they are.
      expect(textOf(name as Name).join('\n')).not.toMatch(/exact|guarantee|certain/i);
    }
  });

  it('names published limits as the window does', () => {
    const lines = limitsText(limits.good, NOW, 'UTC').split('\n');
    const { rates, spends } = limits.good;
    expect(rates.length * spends.length).toBeGreaterThan(0);
    for (const { limiter } of rates) {
      expect(lines.some((line) => line.includes(`  ${nameLimiter(limiter)}  `))).toBe(true);
    }
    expect(lines.join('\n')).not.toMatch(/per minute|itpmca|cache aware|per month/);
  });

  it('without anything says how to learn something', () => {
    expect(limitsText({ ...limits.none, windows: [] }, NOW, 'UTC')).toBe(
      'No limits are known yet. A sync reads the published ones.',
    );
  });

  it('H2: names from outside move no cursor and stay short', () => {
    const text = limitsText(limits.hostile, NOW, 'UTC');
    expect(text).not.toMatch(/[\p{Cf}]|[^\P{Cc}\n]/u);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(400);
  });
});

describe('limits show --json', () => {
  it('is whole: every amount with its interval, every time in RFC 3339, unknown is null', () => {
    const json = limitsJson(limits.reported, [], NOW);
    expect(json.windows[0]).toMatchObject({
      meter: 'plan',
      state: 'reported',
      unit: 'ieq',
      limit: { usd: { median: 34.8, low: 32.4, high: 37.9 } },
      now: {
        percent: { median: 80.4, low: 80, high: 81 },
        remaining: { usd: { median: 6.2 } },
        hoursLeft: { median: 11.2, low: 7, high: 16 },
      },
    });
    const nothing = limitsJson(limits.none, [], NOW).windows[0];
    expect(nothing).toMatchObject({ limit: null, confidence: null, used: null, now: null });
    const times = JSON.stringify(json).match(/"(at|since|start|end|runsOutAt)":[^,}]+/g) ?? [];
    expect(times.length).toBeGreaterThan(20);
    for (const time of times) {
      expect(time).toMatch(/:("\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"|null)$/);
    }
  });

  it('lists every record with what it means and why it does not count', () => {
    const { evidence } = limitsJson(limits.good, [], NOW);
    expect(evidence).toHaveLength(limits.good.evidence.length);
    expect(evidence.find(({ id }) => id === 'r3')).toMatchObject({ outlier: true, means: 200 });
  });
});
