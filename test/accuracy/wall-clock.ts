import { DAY_MS, type Instant, MINUTE_MS } from '../../src-main/shared/units.js';

const formats = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** "Sun 10:59" as the clock of a zone shows it. */
function clockFace(at: Instant, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('weekday')} ${parts.get('hour')}:${parts.get('minute')}`;
}

/**
 * The last instant at which a zone's clock showed this time (on this weekday, if one is given):
 * every offset from UTC that there is, tried one by one.
 */
export function lastShown(
  now: Instant,
  zone: string,
  time: string,
  weekday: number | null,
): Instant {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const faces = weekday === null ? WEEKDAYS : [WEEKDAYS[weekday]];
  const utcDay = Math.floor(now / DAY_MS) * DAY_MS;
  let last = Number.NEGATIVE_INFINITY;
  for (let daysBack = -1; daysBack <= 9; daysBack += 1) {
    if (last > utcDay - (daysBack - 2) * DAY_MS) break;
    const asUtc = utcDay - daysBack * DAY_MS + (hour * 60 + minute) * MINUTE_MS;
    for (let offset = -12 * 60; offset <= 14 * 60; offset += 15) {
      const at = asUtc - offset * MINUTE_MS;
      if (at > now || at <= last) continue;
      const face = clockFace(at, zone);
      if (faces.some((day) => face === `${day} ${time}`)) last = at;
    }
  }
  return last;
}
