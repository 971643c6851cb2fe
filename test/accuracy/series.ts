import { pickBetween, pickOne, type Random } from '../../src-main/demo/random.js';
import { DAY_MS, type Instant, type Span } from '../../src-main/shared/units.js';

/** People work by day, agents at all hours, batches in the night. */
export type Rhythm = 'people' | 'agents' | 'batches';

/** One kind of use: what decides its price and whose it is. */
export interface Series extends Span {
  readonly workspaceId: string | null;
  readonly apiKeyId: string | null;
  readonly model: string;
  readonly serviceTier: string;
  readonly inferenceGeo: string;
  readonly contextWindow: string;
  readonly speed: string;
  readonly rhythm: Rhythm;
  /** Its share of the organization's work. */
  readonly weight: number;
  /** Uncached input, write 5 min, write 1 h, read, output: tokens for one unit of work. */
  readonly mix: readonly [number, number, number, number, number];
  /** For one unit of work. */
  readonly searches: number;
  /** Share of requests with a prompt over 100k tokens. */
  readonly longShare: number;
}

/** Bundled prices know these from the day on; what one unit of work costs is about a cent. */
const MODELS: readonly (readonly [model: string, from: string, usd: number])[] = [
  ['claude-sonnet-4-5-20250929', '2025-09-29', 3],
  ['claude-haiku-4-5-20251001', '2025-10-15', 1],
  ['claude-opus-4-8', '2026-05-28', 5],
  ['claude-sonnet-5', '2026-06-30', 2],
  ['claude-opus-5', '2026-07-24', 5],
  ['claude-opus-5-5', '2026-09-22', 4],
  ['claude-sonnet-5-5', '2026-09-28', 2],
  ['claude-fable-5-2', '2026-11-09', 8],
];
/** Ids that the price table does not know. */
const UNKNOWN_MODELS = ['claude-mythos-preview', 'claude-lyric-1'] as const;
const NOT_TOLD = new Set(['claude-sonnet-4-5-20250929', 'claude-haiku-4-5-20251001']);

export function createSeries(random: Random, life: Span): readonly Series[] {
  const midlife = life.from + (life.to - life.from) * 0.6;
  const usable = MODELS.filter(([, from]) => Date.parse(from) < midlife);
  const geo = random() < 0.4 ? 'us' : 'global';
  const workspaces = ['wrkspc_prod', 'wrkspc_research', null, 'wrkspc_support'] as const;
  const series: Series[] = [];
  const count = 4 + Math.floor(random() * 5);
  const add = (model: string, usd: number, weight: number, more: Partial<Series> = {}) => {
    const workspaceId = pickOne(random, workspaces);
    const reuse = pickBetween(random, 0.2, 1);
    // Per unit about a cent at the model's own price.
    const unit = 1000 / usd;
    series.push({
      from: life.from,
      to: life.to,
      workspaceId,
      apiKeyId:
        random() < 0.12 ? null : `apikey_${workspaceId ?? 'own'}_${Math.floor(random() * 3)}`,
      model,
      serviceTier: 'standard',
      inferenceGeo: NOT_TOLD.has(model) ? 'not_available' : geo,
      contextWindow: '0-200k',
      speed: 'standard',
      rhythm: pickOne(random, ['people', 'people', 'agents']),
      weight,
      mix: [
        unit * pickBetween(random, 0.5, 3),
        unit * pickBetween(random, 0, 2),
        unit * pickBetween(random, 0, 0.5),
        unit * 20 * reuse,
        unit * pickBetween(random, 0.5, 1.5),
      ],
      searches: random() < 0.25 ? pickBetween(random, 0.005, 0.05) : 0,
      longShare: 0,
      ...more,
    });
  };
  for (let index = 0; index < count; index += 1) {
    const [model, from, usd] = usable[Math.floor(random() * usable.length)] ?? MODELS[0] ?? never();
    const isBatch = random() < 0.2;
    const weight = pickBetween(random, 0.3, 1.5);
    const launched = Math.max(life.from, Date.parse(from));
    add(model, usd, weight, {
      from: launched,
      ...(isBatch ? { serviceTier: 'batch', rhythm: 'batches' as const } : {}),
      ...(model === 'claude-opus-5-5' && random() < 0.3 ? { speed: 'fast' } : {}),
      ...(random() < 0.1 ? { contextWindow: '200k-1M' } : {}),
    });
    // Who adopts a model had another one before it.
    if (launched > life.from) add('claude-sonnet-4-6', 3, weight, { to: launched });
  }
  const haikuFrom = Date.parse('2026-10-07');
  if (haikuFrom < midlife && random() < 0.5) {
    const longShare = pickBetween(random, 0.02, 0.3);
    add('claude-haiku-5-5', 0.1, pickBetween(random, 0.2, 1), {
      from: Math.max(life.from, haikuFrom),
      longShare,
    });
  }
  if (random() < 0.25) {
    const from = random() < 0.5 ? life.from : wholeDay(life, pickBetween(random, 0.3, 0.8));
    add(pickOne(random, UNKNOWN_MODELS), 5, pickBetween(random, 0.1, 0.8), { from });
  }
  if (random() < 0.1) {
    add('claude-opus-5', 5, pickBetween(random, 0.2, 0.6), {
      from: Math.max(life.from, Date.parse('2026-07-24')),
      serviceTier: 'priority',
    });
  }
  return series;
}

const wholeDay = ({ from, to }: Span, share: number): Instant =>
  Math.floor((from + (to - from) * share) / DAY_MS) * DAY_MS;

function never(): never {
  throw new Error('no model is known that early');
}
