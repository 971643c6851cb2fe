import type * as z from 'zod';

/** Each endpoint keeps the version whose answers are known (admin API notes, 2.3). */
export type ApiVersion = '2023-06-01' | '2026-10-21';

export interface Endpoint<Body> {
  /** Below /v1/organizations. */
  readonly path: string;
  readonly version: ApiVersion;
  readonly beta?: string;
  readonly schema: z.ZodType<Body>;
}

export type Query = readonly (readonly [name: string, value: string])[];
