import { describe, expect, it } from 'vitest';
import { decideAlerts } from '../../../src-main/core/alerts/decide-alerts.js';
import type { AlertMark } from '../../../src-main/core/history-rows.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { fine } from '../../fixtures/snapshots.js';

const WEEK = 7 * DAY_MS;

function snapshotAt(
  percent: number | null,
  weeks = 0,
  isStale = false,
  runsOutAt: number | null = null,
) {
  const { from, to } = fine.week.percentWindow;
  const window = { from: from + weeks * WEEK, to: to + weeks * WEEK };
  const outlook = runsOutAt === null ? ('lasts' as const) : ('runs out' as const);
  const pace = { ...fine.week.pace, outlook, runsOutAt };
  return {
    ...fine,
    timeZone: 'UTC',
    week: { ...fine.week, percent, percentWindow: window, pace },
    sync: { ...fine.sync, isStale },
  };
}

/** Decides in turn and keeps the marks, as the app does across restarts. */
function watch() {
  const kept = new Map<string, AlertMark>();
  return (...question: Parameters<typeof snapshotAt>) => {
    const { marks, alert } = decideAlerts(snapshotAt(...question), [...kept.values()]);
    for (const mark of marks) kept.set(`${mark.rule} ${mark.windowStart}`, mark);
    return alert?.rule ?? null;
  };
}

describe('weekly alerts', () => {
  it('tell once for each threshold and window', () => {
    const see = watch();
    expect([see(10), see(79.9), see(80), see(80.1), see(94.9), see(95), see(99), see(140)]).toEqual(
      [null, null, 'weekly:80', null, null, 'weekly:95', null, null],
    );
  });

  it('take a reset that is told some minutes off for the same week', () => {
    const see = watch();
    const minutes = 10 / (7 * 24 * 60);
    expect([see(10), see(85), see(85, minutes), see(85, -minutes)]).toEqual([
      null,
      'weekly:80',
      null,
      null,
    ]);
  });

  it('do not call anybody away for a rough guess, and say "about" of what is learned', () => {
    const learned = (limit: Snapshot['week']['limit']): Snapshot => {
      const snapshot = snapshotAt(85);
      return { ...snapshot, week: { ...snapshot.week, percentSource: 'learned', limit } };
    };
    const watching = decideAlerts(snapshotAt(10), []).marks;
    const likely = { microcents: 1, source: 'learned', low: 1, high: 1, confidence: 0.8 } as const;
    expect(decideAlerts(learned(null), watching).alert).toBeNull();
    expect(decideAlerts(learned(likely), watching).alert?.title).toBe('Week at about 85 %');
  });

  it('are silent at first sight: what was crossed before is not news', () => {
    const see = watch();
    expect([see(85), see(86), see(95)]).toEqual([null, null, 'weekly:95']);
  });

  it('at first sight over both thresholds tell nothing of this week any more', () => {
    const see = watch();
    expect([see(99), see(120), see(99, 1)]).toEqual([null, null, 'weekly:95']);
  });

  it('two thresholds crossed at once are told once, as the higher', () => {
    const see = watch();
    expect([see(50), see(97), see(98)]).toEqual([null, 'weekly:95', null]);
  });

  it('do not tell the lower threshold after the higher, nor again after falling back', () => {
    const see = watch();
    expect([see(50), see(97), see(70), see(85), see(96)]).toEqual([
      null,
      'weekly:95',
      null,
      null,
      null,
    ]);
  });

  it('tell again in a new week', () => {
    const see = watch();
    expect([see(10), see(85), see(3, 1), see(85, 1), see(85, 1)]).toEqual([
      null,
      'weekly:80',
      null,
      'weekly:80',
      null,
    ]);
  });

  it('the first percentage of a new week is not a first sight', () => {
    const see = watch();
    expect([see(10), see(81, 1)]).toEqual([null, 'weekly:80']);
  });

  it('stale figures tell nothing and are not a first sight either', () => {
    const see = watch();
    expect([see(85, 0, true), see(10), see(85, 0, true), see(85)]).toEqual([
      null,
      null,
      null,
      'weekly:80',
    ]);
  });

  it('an unknown percentage tells nothing and marks nothing', () => {
    expect(decideAlerts(snapshotAt(null), [])).toEqual({ marks: [], alert: null });
  });

  it('nothing new is nothing to keep', () => {
    const { marks } = decideAlerts(snapshotAt(10), []);
    expect(marks).toMatchObject([{ rule: 'weekly:watching', outcome: 'silent' }]);
    expect(decideAlerts(snapshotAt(20), marks)).toEqual({ marks: [], alert: null });
  });

  it('survive a restart: a mark counts whether or not it could be shown', () => {
    const { marks } = decideAlerts(snapshotAt(10), []);
    const told = decideAlerts(snapshotAt(85), marks);
    expect(told.marks).toMatchObject([{ rule: 'weekly:80', outcome: 'decided' }]);
    for (const outcome of ['decided', 'shown', 'failed'] as const) {
      const known = [...marks, ...told.marks.map((mark) => ({ ...mark, outcome }))];
      expect(decideAlerts(snapshotAt(85), known).alert).toBeNull();
    }
  });
});

describe('the words of an alert', () => {
  const told = (percent: number, runsOutAt: number | null = null) => {
    const { marks } = decideAlerts(snapshotAt(10), []);
    return decideAlerts(snapshotAt(percent, 0, false, runsOutAt), marks).alert;
  };

  it('the title carries the fact, the body what follows from it', () => {
    expect(told(82.4)).toMatchObject({
      title: 'Week at 82 %',
      body: 'Resets Sun 10:59. The limit you set is $34.80.',
    });
    expect(told(82.4, Date.UTC(2026, 10, 22, 4, 0))?.body).toBe(
      'Resets Sun 10:59. At this pace it runs out Sun 04:00. The limit you set is $34.80.',
    );
  });

  it('say what the percentage rests on, and "about" of what is worked out', () => {
    const toldOf = (week: Partial<Snapshot['week']>) => {
      const { marks } = decideAlerts(snapshotAt(10), []);
      const snapshot = snapshotAt(82);
      return decideAlerts({ ...snapshot, week: { ...snapshot.week, ...week } }, marks).alert;
    };
    const limit = { microcents: 3480e6, low: 32e8, high: 38e8, confidence: 0.8 };
    const at = fine.generatedAt - 3 * 3_600_000;
    expect(toldOf({ percentSource: 'reading', reading: { pct: 82, at } })).toMatchObject({
      title: 'Week at 82 %',
      body: 'Resets Sun 10:59. As Claude said 3 h ago.',
    });
    expect(toldOf({ percentSource: 'reading', reading: { pct: 40, at } })).toMatchObject({
      title: 'Week at about 82 %',
      body: 'Resets Sun 10:59. It was 40 % as Claude said 3 h ago; the use since then is learned.',
    });
    const learned = { ...limit, source: 'learned' } as const;
    expect(toldOf({ percentSource: 'learned', limit: learned })).toMatchObject({
      title: 'Week at about 82 %',
      body: 'Resets Sun 10:59. The limit of about $35 is learned.',
    });
    const spend = { ...limit, source: 'spend_limit' } as const;
    expect(toldOf({ percentSource: 'spend_limit', limit: spend })?.body).toBe(
      'Resets Sun 10:59. The spend limit is $34.80.',
    );
  });

  it('99.7 % is not told as 100 %', () => {
    expect(told(99.7)?.title).toBe('Week at 99.7 %');
    expect(told(100)?.title).toBe('Week at 100 %');
  });
});

describe('the weeks of the API and of a plan', () => {
  it('are watched apart: what one has told says nothing of the other', () => {
    const kept: AlertMark[] = [];
    const see = (meter: 'api' | 'plan', percent: number) => {
      const snapshot = snapshotAt(percent);
      const { marks, alert } = decideAlerts(
        { ...snapshot, week: { ...snapshot.week, meter } },
        kept,
      );
      kept.push(...marks);
      return alert?.rule ?? null;
    };
    expect([see('api', 10), see('api', 85)]).toEqual([null, 'weekly:80']);
    // Looked at for the first time: it was there before, and is no news.
    expect(see('plan', 85)).toBeNull();
    expect(see('plan', 96)).toBe('weekly-plan:95');
    expect(see('api', 96)).toBe('weekly:95');
  });

  it('of a plan are told although the API was not read for long, by the name of the plan', () => {
    const told = (meter: 'api' | 'plan') => {
      const of = (percent: number) => {
        const snapshot = snapshotAt(percent, 0, true);
        return { ...snapshot, week: { ...snapshot.week, meter } };
      };
      const watching = decideAlerts({ ...of(10), sync: { ...fine.sync, isStale: false } }, []);
      return decideAlerts(of(85), watching.marks).alert?.title ?? null;
    };
    expect(told('plan')).toBe('Plan’s week at 85 %');
    expect(told('api')).toBeNull();
  });
});
