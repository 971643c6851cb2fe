import type { LearnedScale } from '../../src-main/shared/snapshot.js';

const tenths = (percent: number) => percent.toFixed(1);

/** What recent bills taught about our prices, and how sure an estimate is that follows them. */
export function describeScale({ ratio, low, high, days }: LearnedScale): string {
  const off = tenths(Math.abs(1 - ratio) * 100);
  const bills =
    off === '0.0'
      ? 'Bills match our price table'
      : `Bills run ${off} % ${ratio < 1 ? 'below' : 'above'} our price table`;
  const learned = `Learned from the last ${days === 1 ? 'bill' : `${days} bills`}.`;
  const likely = low === null || high === null ? '' : `, likely ${describeInterval(low, high)}`;
  return `${bills}; today’s estimate follows them${likely}. ${learned}`;
}

/** "within ±1.4 %", or both ends where they differ. */
function describeInterval(low: number, high: number): string {
  const [below, above] = [(1 - low) * 100, (high - 1) * 100];
  const isEven = below >= 0 && above >= 0 && Math.abs(below - above) < 0.25;
  if (isEven) return `within ±${tenths(Math.max(0.1, below, above))} %`;
  return `${signed(-below)} to ${signed(above)}`;
}

function signed(percent: number): string {
  const size = `${tenths(Math.abs(percent))} %`;
  if (size === '0.0 %') return size;
  return `${percent < 0 ? '−' : '+'}${size}`;
}
