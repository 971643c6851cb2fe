import { RATE_KINDS } from '../shared/prices.js';
import { parseRate, usualCacheRates } from '../shared/rate.js';
import type { PriceOverride } from '../shared/settings.js';
import { type Flags, instantFlag } from './flags.js';

type RateKind = (typeof RATE_KINDS)[number];

/** What `tidemark prices ...` asks for. */
export type PriceCommand =
  | { readonly kind: 'list' }
  | { readonly kind: 'unset'; readonly model: string }
  | {
      readonly kind: 'set';
      readonly own: PriceOverride;
      /** Rates that were not given and follow from uncached input. */
      readonly usual: readonly RateKind[];
    };

const FLAG_OF: Readonly<Record<RateKind, string>> = {
  uncachedInput: 'uncached-input',
  cacheCreation5m: 'cache-creation-5m',
  cacheCreation1h: 'cache-creation-1h',
  cacheRead: 'cache-read',
  output: 'output',
};
export const RATE_FLAGS: readonly string[] = Object.values(FLAG_OF);

/** A text says why it cannot be done. */
export function readPriceWords(words: readonly string[], flags: Flags): PriceCommand | string {
  const [verb, model = '', ...more] = words;
  if (verb === 'set') return more.length > 0 ? ONE_MODEL : readOwnPrice(model, flags);
  const foreign = [...RATE_FLAGS, 'from'].find((flag) => flags[flag] !== undefined);
  if (foreign !== undefined) return `--${foreign} belongs to prices set MODEL.`;
  if (verb === undefined) return { kind: 'list' };
  if (verb !== 'unset') return 'prices is followed by nothing, set MODEL or unset MODEL.';
  return more.length > 0 || model === '' ? ONE_MODEL : { kind: 'unset', model };
}

const ONE_MODEL = 'prices set and prices unset are followed by one model.';

function readOwnPrice(model: string, flags: Flags): PriceCommand | string {
  if (model === '' || model.length > 200) return ONE_MODEL;
  const from = flags.from ?? null;
  const isDay = typeof from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(from);
  if (from !== null && (!isDay || instantFlag(from) === null)) {
    return '--from is a UTC day, like 2026-11-01.';
  }
  const given = new Map<RateKind, number>();
  for (const kind of RATE_KINDS) {
    const text = flags[FLAG_OF[kind]];
    if (typeof text !== 'string') continue;
    const rate = parseRate(text);
    if (typeof rate === 'string') return `--${FLAG_OF[kind]}: ${rate}`;
    given.set(kind, rate);
  }
  const uncachedInput = given.get('uncachedInput');
  const output = given.get('output');
  if (uncachedInput === undefined || output === undefined) {
    return 'prices set needs --uncached-input and --output, in dollars per million tokens.';
  }
  const rates = {
    uncachedInput,
    output,
    ...usualCacheRates(uncachedInput),
    ...Object.fromEntries(given),
  };
  const usual = RATE_KINDS.filter((kind) => !given.has(kind));
  return { kind: 'set', own: { model, from: isDay ? from : null, ...rates }, usual };
}
