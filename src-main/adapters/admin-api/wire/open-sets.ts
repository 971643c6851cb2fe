import { optionalOpenText } from '../page-schema.js';

/** Sets that grow without notice, with their values as of November 2026. */
export const serviceTier = optionalOpenText(
  'standard',
  'batch',
  'priority',
  'priority_on_demand',
  'flex',
  'flex_discount',
);
export const contextWindow = optionalOpenText('0-200k', '200k-1M');
export const inferenceGeo = optionalOpenText('global', 'us', 'not_available');
export const speed = optionalOpenText('standard', 'fast');
export const costType = optionalOpenText('tokens', 'web_search', 'code_execution', 'session_usage');
export const tokenType = optionalOpenText(
  'uncached_input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
);
