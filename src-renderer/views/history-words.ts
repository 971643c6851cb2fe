import type { Grain, Grouping } from '../../src-main/shared/history.js';
import type { HistoryUnit } from '../store.js';

export const UNITS: readonly { readonly value: HistoryUnit; readonly label: string }[] = [
  { value: 'cost', label: 'Cost' },
  { value: 'tokens', label: 'Tokens' },
];

export const GROUPING_OPTIONS: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'model', label: 'Model' },
  { value: 'workspace', label: 'Workspace' },
  { value: 'api_key', label: 'Key' },
  { value: 'service_tier', label: 'Tier' },
  { value: 'token_kind', label: 'Token kind' },
];

export const GROUPING_WORDS: Readonly<Record<Grouping, string>> = {
  none: 'all together',
  model: 'by model',
  workspace: 'by workspace',
  api_key: 'by key',
  service_tier: 'by tier',
  token_kind: 'by token kind',
};

export const GRAIN_WORDS: Readonly<Record<Grain, string>> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};
