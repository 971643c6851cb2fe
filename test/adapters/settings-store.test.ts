import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSettingsFile } from '../../src-main/adapters/settings-store.js';
import { defaultSettings } from '../../src-main/shared/settings.js';

const NOW = Date.parse('2026-11-21T20:17:05Z');
const ASIDE = 'settings.json.damaged-2026-11-21T20-17-05-000Z';

let folder: string;
let path: string;
const events: string[] = [];
const log = { info: () => undefined, warn: (event: string) => void events.push(event) };
const open = () => openSettingsFile(folder, log, () => NOW);
const stored = () => JSON.parse(readFileSync(path, 'utf8'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-settings-'));
  path = join(folder, 'settings.json');
  events.length = 0;
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const connection = {
  organization: { id: 'org-1', name: 'Fjordlys AS' },
  lastFour: 'Zq9X',
  savedAt: NOW,
};

describe('settings', () => {
  test('without a file everything has its default', () => {
    const file = open();
    expect(file.settings.read()).toEqual(defaultSettings);
    expect(file.connections.read()).toBeNull();
    expect(file).toMatchObject({ movedTo: null, refusal: null });
    expect(events).toEqual([]);
  });

  test('what is saved is there at the next start', () => {
    const first = open();
    expect(first.settings.update({ refreshMinutes: 15, theme: 'dark' })).toMatchObject({
      ok: true,
    });
    expect(first.settings.update({ weeklyLimitMicrocents: 5_500_000_000 }).ok).toBe(true);
    expect(first.connections.save(connection).ok).toBe(true);
    const second = open();
    expect(second.settings.read()).toEqual({
      ...defaultSettings,
      refreshMinutes: 15,
      theme: 'dark',
      weeklyLimitMicrocents: 5_500_000_000,
    });
    expect(second.connections.read()).toEqual(connection);
  });

  test.each([
    ['empty', ''],
    ['cut', '{"settings":{"theme":"da'],
    ['zeros', '\0'.repeat(300)],
    ['not JSON', 'hello'],
    ['a list', '[1,2]'],
    ['null', 'null'],
    ['a number', '7'],
    ['a byte order mark and rubbish', '\uFEFF{]'],
  ])('F1: a file that is %s is moved aside, defaults are used, and it is told', (_, content) => {
    writeFileSync(path, content);
    const file = open();
    expect(file.settings.read()).toEqual(defaultSettings);
    expect(file.movedTo).toBe(join(folder, ASIDE));
    expect(readFileSync(join(folder, ASIDE), 'utf8')).toBe(content);
    expect(events).toEqual(['settings-reset']);
    expect(file.settings.update({ theme: 'light' }).ok).toBe(true);
    const next = open();
    expect(next.movedTo).toBeNull();
    expect(next.settings.read().theme).toBe('light');
  });

  test.each([
    ['refreshMinutes', 1],
    ['refreshMinutes', 'often'],
    ['weeklyResetWeekday', 7],
    ['weeklyResetTime', '24:00'],
    ['weeklyResetZone', 'Mars/Olympus'],
    ['weeklyLimitMicrocents', -5],
    ['weeklyLimitMicrocents', 1e300],
    ['timeZone', 5],
    ['theme', 'plaid'],
    ['historyDays', 31],
    ['startAtLogin', 'yes'],
  ])('F2, D10: %s = %j falls to its default alone', (name, value) => {
    const good = {
      refreshMinutes: 7,
      weeklyResetWeekday: 3,
      weeklyResetTime: '04:30',
      weeklyResetZone: 'Europe/Oslo',
      weeklyLimitMicrocents: 123,
      timeZone: 'Asia/Tokyo',
      theme: 'dark',
      historyDays: 90,
      startAtLogin: true,
    };
    writeFileSync(path, JSON.stringify({ settings: { ...good, [name]: value }, connection }));
    const file = open();
    expect(file.settings.read()).toEqual({
      ...defaultSettings,
      ...good,
      [name]: Reflect.get(defaultSettings, name),
    });
    expect(file.movedTo).toBeNull();
    expect(file.connections.read()).toEqual(connection);
  });

  test.each([null, 5, 'text', []])('F2: settings that are %j count as none', (settings) => {
    writeFileSync(path, JSON.stringify({ settings, connection }));
    const file = open();
    expect(file.settings.read()).toEqual(defaultSettings);
    expect(file.settings.update({ theme: 'dark' })).toMatchObject({ ok: true });
    expect(open().settings.read().theme).toBe('dark');
    expect(open().connections.read()).toEqual(connection);
  });

  test.each([
    ['no organization', { lastFour: 'abcd', savedAt: 1 }],
    ['an organization without an id', { ...connection, organization: { name: 'x' } }],
    ['a time that is a text', { ...connection, savedAt: 'today' }],
    ['a text', 'connected'],
  ])('F2: a connection with %s counts as none', (_, broken) => {
    writeFileSync(path, JSON.stringify({ settings: { theme: 'dark' }, connection: broken }));
    expect(open().connections.read()).toBeNull();
    expect(open().settings.read().theme).toBe('dark');
  });

  test('what another process saves is read, and survives the next save here', () => {
    const app = open();
    app.settings.update({ theme: 'dark' });
    const commandLine = open();
    const own = { model: 'claude-opus-6', from: null, uncachedInput: 5, output: 25 };
    const rates = { cacheCreation5m: 6.25, cacheCreation1h: 10, cacheRead: 0.5 };
    commandLine.settings.update({ priceOverrides: [{ ...own, ...rates }] });
    expect(app.settings.read()).toMatchObject({ theme: 'dark', priceOverrides: [own] });
    app.settings.update({ refreshMinutes: 15 });
    commandLine.settings.update({ historyDays: 90 });
    for (const settings of [app.settings, commandLine.settings, open().settings]) {
      expect(settings.read()).toMatchObject({
        theme: 'dark',
        refreshMinutes: 15,
        historyDays: 90,
        priceOverrides: [own],
      });
    }
  });

  test('what another process leaves unreadable takes nothing away', () => {
    const app = open();
    app.settings.update({ theme: 'dark' });
    writeFileSync(path, '{"settings": {"theme"');
    expect(app.settings.read().theme).toBe('dark');
    rmSync(path);
    expect(app.settings.read().theme).toBe('dark');
  });

  test('F3: fields of a newer version survive a save, at every level', () => {
    writeFileSync(
      path,
      JSON.stringify({ settings: { theme: 'dark', tideSound: { loud: true } }, moon: [1, 2] }),
    );
    const file = open();
    file.settings.update({ refreshMinutes: 9 });
    file.connections.save(connection);
    file.connections.clear();
    expect(stored()).toMatchObject({
      settings: { theme: 'dark', refreshMinutes: 9, tideSound: { loud: true } },
      moon: [1, 2],
    });
    expect(stored().connection).toBeUndefined();
  });

  test('F4: a folder in place of the file: defaults, and saying that nothing can be saved', () => {
    mkdirSync(path);
    const file = open();
    expect(file.settings.read()).toEqual(defaultSettings);
    expect(file.refusal).toMatchObject({ kind: 'storage-read-only' });
    const kept = { ok: false, failure: { kind: 'storage-read-only', detail: 'settings' } };
    expect(file.settings.update({ theme: 'dark' })).toEqual(kept);
    expect(file.connections.save(connection)).toEqual(kept);
    expect(file.settings.read().theme).toBe('dark');
    expect(statSync(path).isDirectory()).toBe(true);
    expect(events).toContain('settings-unavailable');
  });

  test('F4: a data folder that cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    const file = openSettingsFile(join(folder, 'file', 'data'), log, () => NOW);
    expect(file).toMatchObject({ refusal: { kind: 'storage-unavailable' } });
    expect(file.settings.read()).toEqual(defaultSettings);
    expect(file.settings.update({ theme: 'dark' })).toMatchObject({ ok: false });
  });

  test('F1, D10: a byte order mark costs nothing of what is set', () => {
    writeFileSync(path, `\uFEFF${JSON.stringify({ settings: { theme: 'dark' }, connection })}`);
    const file = open();
    expect(file.settings.read().theme).toBe('dark');
    expect(file.settings.update({ refreshMinutes: 9 }).ok).toBe(true);
    expect(open().settings.read()).toMatchObject({ theme: 'dark', refreshMinutes: 9 });
    expect(open().connections.read()).toEqual(connection);
  });

  test.each([
    ['is broken', () => writeFileSync(path, '{"settings":')],
    ['is deleted', () => rmSync(path)],
  ])('F1, D10: a file that %s while running is written whole again', (_, damage) => {
    const file = open();
    file.connections.save(connection);
    file.settings.update({ theme: 'dark' });
    damage();
    expect(file.settings.update({ refreshMinutes: 9 }).ok).toBe(true);
    expect(open().settings.read()).toMatchObject({ theme: 'dark', refreshMinutes: 9 });
    expect(open().connections.read()).toEqual(connection);
  });

  test('F4: a save that cannot be written says so, and holds until the end', () => {
    const file = open();
    file.settings.update({ theme: 'dark' });
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file now');
    expect(file.settings.update({ theme: 'light' })).toMatchObject({
      failure: { kind: 'storage-read-only' },
    });
    expect(file.settings.read().theme).toBe('light');
  });

  test.each([
    [{ refreshMinutes: 0 }],
    [{ theme: 'plaid' }],
    [{ weeklyResetZone: '../../etc' }],
    [{ tideSound: true }],
    [{ __proto__: { x: 1 }, startAtLogin: 'no' }],
  ])('a change that cannot be is refused and changes nothing: %j', (patch) => {
    const file = open();
    file.settings.update({ theme: 'dark' });
    const before = readFileSync(path, 'utf8');
    // The window's types would not let this through, a broken window might.
    const result = file.settings.update(patch as Parameters<typeof file.settings.update>[0]);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    expect(file.settings.read()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('T1: what was learned of the clock is there at the next start, unless it makes no sense', () => {
    const skew = { offsetMs: -10_800_000, startedAt: NOW };
    open().clock.keep(skew);
    expect(stored().clock).toEqual(skew);
    expect(open().clock.known).toEqual(skew);
    for (const clock of [
      null,
      3,
      'soon',
      {},
      { offsetMs: '3' },
      { offsetMs: 3_600_000.5, startedAt: NOW },
      { offsetMs: 3, startedAt: null },
    ]) {
      writeFileSync(path, JSON.stringify({ clock }));
      expect(open().clock.known).toBeNull();
    }
    writeFileSync(path, JSON.stringify({ clock: skew, later: 1 }));
    open().clock.keep(null);
    expect(stored()).toEqual({ later: 1 });
  });

  test('S12: of the connection the file holds the organization, the time and four characters', () => {
    const file = open();
    file.connections.save(connection);
    file.settings.update({ theme: 'dark' });
    expect(stored().connection).toEqual(connection);
    expect(Object.keys(stored()).sort()).toEqual(['connection', 'settings']);
    expect(file.connections.clear().ok).toBe(true);
    expect(readFileSync(path, 'utf8')).not.toContain('Zq9X');
    expect(file.connections.read()).toBeNull();
  });

  test('S23: file and folder are for their owner alone, also after many saves', () => {
    const inner = join(folder, 'data');
    const file = openSettingsFile(inner, log, () => NOW);
    for (const minutes of [2, 3, 4]) {
      file.settings.update({ refreshMinutes: minutes });
      expect(statSync(join(inner, 'settings.json')).mode & 0o777).toBe(0o600);
    }
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });

  test('S23: a save writes another file and renames it: whoever reads sees one or the other', () => {
    const file = open();
    file.settings.update({ refreshMinutes: 2 });
    const before = statSync(path).ino;
    file.settings.update({ refreshMinutes: 3 });
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(existsSync(path)).toBe(true);
  });
});
