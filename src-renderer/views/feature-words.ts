import type { Feature } from '../../src-main/shared/snapshot.js';

/** What is missing when a key may not read it. The analytics have words of their own. */
export const FEATURE_WORDS: Readonly<Record<Exclude<Feature, 'analytics'>, string>> = {
  cost: 'what was billed',
  labels: 'names of workspaces and keys',
  limits: 'published rate limits',
  'spend-limits': 'spend limits',
  'claude-code': 'Claude Code’s own report',
};
