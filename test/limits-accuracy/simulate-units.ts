import type { Evidence, LimitUnit, Use } from '../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { createSeeded } from './seeded.js';

const BEGIN = Date.UTC(2026, 0, 5);
const WEEKS = 26;

/** A person whose plan counts list dollars, or input equivalents without cache reads. */
export interface UnitUser {
  readonly unit: LimitUnit;
  readonly evidence: readonly Evidence[];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Weeks whose mix of token kinds moves by the week; dollars and equivalents part company. */
export function simulateUnitUser(seed: number): UnitUser {
  const random = createSeeded(seed * 3 + 2);
  const unit = seed % 2 === 0 ? 'usd' : 'ieq';
  const ownReads = 0.4 * random.normal();
  const listLimit = 250 * Math.exp(0.9 * random.normal());
  const demand = 0.85 * Math.exp(0.35 * random.normal());
  const typical = equivalentsOf(sigmoid(-0.2 + ownReads), 0.5, 0.7);
  const limit = unit === 'usd' ? listLimit : listLimit * typical;
  const evidence: Evidence[] = [];
  for (let week = 0; week < WEEKS; week += 1) {
    const reads = sigmoid(-0.2 + ownReads + 0.5 * random.normal());
    const writes = sigmoid(-0.4 + 0.5 * random.normal());
    const output = sigmoid(1 + 0.4 * random.normal());
    // Equivalents of one list dollar of this week's work.
    const perDollar = equivalentsOf(reads, writes, output);
    const metered = unit === 'usd' ? 1 : perDollar;
    const wanted = listLimit * demand * Math.exp(0.35 * random.normal());
    const atLimit = limit / metered;
    const noise = () => Math.exp(0.03 * random.normal());
    const seenUse = (dollars: number, blur: number): Use => {
      const seen = dollars * noise();
      const equivalents = seen * perDollar;
      return { usd: [seen * (1 - blur), seen], ieq: [equivalents * (1 - blur), equivalents] };
    };
    const start = BEGIN + week * 7 * DAY_MS;
    const blank = blankRecord(start);
    if (wanted >= atLimit) {
      const at = start + 5 * DAY_MS;
      const settled = seenUse(atLimit, 0.01);
      evidence.push({
        ...blank,
        id: `${week}-hit`,
        kind: 'hit',
        at,
        used: widen(settled, 0.04),
        settled,
        source: 'record',
      });
      continue;
    }
    evidence.push({
      ...blank,
      id: `${week}-quiet`,
      kind: 'quiet',
      at: start + 7 * DAY_MS,
      settled: seenUse(wanted, 0.01),
      source: 'window',
    });
    if (random.next() >= 0.4) continue;
    const share = random.next();
    evidence.push({
      ...blank,
      id: `${week}-typed`,
      at: start + Math.ceil(share * 7 * 24) * HOUR_MS - 1,
      used: seenUse(wanted * share, 0.02),
      pct: Math.round((100 * wanted * share) / atLimit),
      half: 0.5,
    });
  }
  return { unit, evidence };
}

/** Writes cost a quarter more than they count; reads do not count at all. */
function equivalentsOf(reads: number, writes: number, output: number): number {
  const ofWrites = (1 - reads) * writes;
  return 1 - reads - ofWrites + ofWrites / 1.25 + 0 * output;
}

const widen = (use: Use, by: number): Use => ({
  usd: [(use.usd?.[0] ?? 0) * (1 - by), use.usd?.[1] ?? 0],
  ieq: [(use.ieq?.[0] ?? 0) * (1 - by), use.ieq?.[1] ?? 0],
});

const blankRecord = (start: number): Evidence => ({
  id: '',
  meter: 'plan',
  kind: 'reading',
  window: 'weekly',
  at: start,
  start,
  end: start + 7 * DAY_MS,
  used: null,
  settled: null,
  pct: null,
  half: null,
  since: null,
  source: 'entry',
  isExact: false,
  isPartlySeen: false,
  note: null,
  isIgnored: false,
});
