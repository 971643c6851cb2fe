/** The usual multiples of uncached input, where only that and output are known. */
export const usualCacheRates = (uncachedInput: number) => ({
  cacheCreation5m: roundRate(uncachedInput * 1.25),
  cacheCreation1h: roundRate(uncachedInput * 2),
  cacheRead: roundRate(uncachedInput * 0.1),
});

/** Five decimals of a dollar are a thousandth of a microcent a token: the finest that is counted. */
const roundRate = (usd: number) => Math.round(usd * 100_000) / 100_000;

/** "1.25" of what a person typed, or why that is no price. */
export function parseRate(text: string): number | string {
  const typed = text.trim().replace(/^\$/, '');
  if (/^-/.test(typed)) return 'A price cannot be negative.';
  if (/^\d*,\d*$/.test(typed)) return 'Write decimals with a point, like 1.25.';
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(typed)) return 'A price is a plain number, like 5 or 1.25.';
  if (/\.\d{6,}$/.test(typed)) return 'A price has at most 5 decimals.';
  const usd = Number(typed);
  return usd <= 100_000 ? usd : 'A price is at most 100,000 dollars per million tokens.';
}

/** "5", "1.25", "0.125": as one would type it. */
export const formatRate = (usd: number) => String(roundRate(usd));
