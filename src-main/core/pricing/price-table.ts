import type * as z from 'zod';
import bundledTable from '../../../assets/price-table.json' with { type: 'json' };
import type { priceTableSchema } from './price-table-schema.js';

/** USD per million tokens for each kind of token; dates are UTC days, `to` is exclusive. */
export type PriceTable = z.infer<typeof priceTableSchema>;
export type ModelPrice = PriceTable['models'][number];
export type PricePeriod = ModelPrice['periods'][number];
export type Rates = PricePeriod['standard'];

/**
 * The dated table that ships with Tidemark; each model names its sources. A test parses it with the
 * schema, so that no start has to.
 */
export const priceTable = bundledTable as PriceTable;
