import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemZone, zoneOf } from '../../src-main/adapters/system-zone.js';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-zone-'));
const link = join(folder, 'localtime');
symlinkSync('/usr/share/zoneinfo/Europe/Oslo', link);
afterAll(() => rmSync(folder, { recursive: true }));

/** What Node makes of some TZ: the name may be missing, or one that Intl itself refuses. */
const signs: readonly (readonly [string | undefined, string | undefined, number, string])[] = [
  [undefined, 'Europe/Oslo', -60, 'Europe/Oslo'],
  ['', 'Etc/Unknown', 0, 'UTC'],
  [':', 'Etc/Unknown', 0, 'UTC'],
  ['bogus', undefined, 0, 'UTC'],
  ['UTC+5', undefined, 300, 'Etc/GMT+5'],
  ['GMT-3', 'GMT-03:00', -180, 'Etc/GMT-3'],
  ['odd', undefined, -330, 'UTC'],
  ['far', undefined, 60 * 20, 'UTC'],
  ['/usr/share/zoneinfo/Europe/Oslo', undefined, -60, 'Europe/Oslo'],
  [':/usr/share/zoneinfo/right/Europe/Oslo', undefined, -60, 'Europe/Oslo'],
  [':/nowhere/at/all', undefined, 0, 'UTC'],
  [':/usr/share/zoneinfo/Middle/Earth', undefined, -120, 'Etc/GMT-2'],
];

describe('the zone of this system', () => {
  test.each(signs)(
    'of TZ=%s, named %s, %i minutes behind UTC is %s',
    (tz, named, minutes, zone) => {
      expect(zoneOf({ tz, named, offsetMinutes: minutes })).toBe(zone);
    },
  );

  test.runIf(process.platform === 'linux')('is found behind a link', () => {
    const zone = zoneOf({ tz: `:${link}`, named: undefined, offsetMinutes: -60 });
    const oslo = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Oslo', timeStyle: 'short' });
    const found = new Intl.DateTimeFormat('en', { timeZone: zone, timeStyle: 'short' });
    expect(found.format(0)).toBe(oslo.format(0));
    expect(zone).toMatch(/^Europe\//);
  });

  test('is one that Intl takes', () => {
    expect(() => new Intl.DateTimeFormat('en', { timeZone: systemZone() })).not.toThrow();
  });
});
