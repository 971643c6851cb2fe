/** "2026-10-07" is "7 Oct 2026", "2026-10" is "Oct 2026"; other words stay as they are. */
export function nameDate(date: string): string {
  const at = Date.parse(date);
  if (Number.isNaN(at)) return date;
  const hasDay = date.split('-').length > 2;
  return (hasDay ? DAY : MONTH).format(at);
}

const MONTH = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  month: 'short',
  year: 'numeric',
});
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' });
