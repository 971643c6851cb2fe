import type { PricedDimensions, ShareDimensions } from '../../../shared/usage.js';
import { optionalText } from '../page-schema.js';
import { contextWindow, inferenceGeo, serviceTier, speed } from './open-sets.js';

/** Five dimensions at most are allowed in one request; these five decide a price ... */
export const PRICED_DIMENSIONS = [
  'model',
  'service_tier',
  'context_window',
  'inference_geo',
  'speed',
] as const;
/** ... and these tell who used it. Model, tier and speed are in both and join the two answers. */
export const SHARE_DIMENSIONS = [
  'model',
  'service_tier',
  'speed',
  'workspace_id',
  'api_key_id',
] as const;

/** A dimension is null unless grouped by. */
export const dimensionFields = {
  model: optionalText,
  service_tier: serviceTier,
  context_window: contextWindow,
  inference_geo: inferenceGeo,
  speed,
  workspace_id: optionalText,
  api_key_id: optionalText,
};

export type WireDimensions = Readonly<Record<keyof typeof dimensionFields, string | null>>;

export const mapPricedDimensions = (row: WireDimensions): PricedDimensions => ({
  model: row.model,
  serviceTier: row.service_tier,
  contextWindow: row.context_window,
  inferenceGeo: row.inference_geo,
  speed: row.speed,
});

export const mapShareDimensions = (row: WireDimensions): ShareDimensions => ({
  model: row.model,
  serviceTier: row.service_tier,
  speed: row.speed,
  workspaceId: row.workspace_id,
  apiKeyId: row.api_key_id,
});
