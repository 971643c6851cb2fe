import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerWith } from './answer-with.js';
import { allQuestions, type QuestionName } from './questions.js';
import { placesOf, replaceAt, spoilers } from './spoil.js';

const SEED = 20_261_122;

const tokenCounts = ['cache_read_input_tokens', 'output_tokens', 'uncached_input_tokens'];
const cacheCounts = ['ephemeral_1h_input_tokens', 'ephemeral_5m_input_tokens'];
const inside = (place: string, names: readonly string[]) => names.map((one) => `${place}.${one}`);

const report = ['data', ...inside('data.*', ['ending_at', 'starting_at']), 'has_more'];
const usage = [
  ...report,
  'data.*.results',
  ...inside('data.*.results.*', tokenCounts),
  ...inside('data.*.results.*.cache_creation', cacheCounts),
  'data.*.results.*.server_tool_use.web_search_requests',
];
const analytics = [...report, 'data.*.group'];
const analyticsUsage = [
  ...analytics,
  'data.*.usage',
  ...inside('data.*.usage', [...tokenCounts, 'cache_creation']),
  ...inside('data.*.usage.cache_creation', cacheCounts),
  'data.*.usage.server_tool_use.web_search_requests',
];
const limits = ['data', 'next_page'];
const rateLimits = [
  ...limits,
  ...inside('data.*', ['group', 'group.type', 'limits', 'limits.*.type', 'limits.*.value']),
];

/** What an answer must have: without it nothing of the answer is used. */
const required: Readonly<Record<QuestionName, readonly string[]>> = {
  organization: ['id', 'name'],
  'priced usage': usage,
  'share usage': usage,
  cost: [...report, 'data.*.results', 'data.*.results.*.amount'],
  'analytics priced usage': analyticsUsage,
  'analytics share usage': analyticsUsage,
  'analytics cost': [
    ...analytics,
    ...inside('data.*', ['cost', 'cost.amount', 'cost.list_amount']),
  ],
  'rate limits': rateLimits,
  'workspace rate limits': [...rateLimits, 'data.*.limits.*.source.type', 'data.*.workspace_id'],
  'spend limits': [
    ...limits,
    ...inside('data.*', ['amount', 'currency', 'period', 'scope', 'scope.type']),
    'data.*.scope.workspace_id',
  ],
  'Claude Code': [
    'data',
    'has_more',
    ...inside('data.*', ['actor', 'actor.type', 'core_metrics', 'date', 'model_breakdown']),
    ...inside('data.*.core_metrics', [
      'commits_by_claude_code',
      'lines_of_code',
      'lines_of_code.added',
      'lines_of_code.removed',
      'num_sessions',
      'pull_requests_by_claude_code',
    ]),
    ...inside('data.*.model_breakdown.*', ['estimated_cost.amount', 'model', 'tokens']),
    ...inside('data.*.model_breakdown.*.tokens', [
      'cache_creation',
      'cache_read',
      'input',
      'output',
    ]),
    ...inside('data.*.tool_actions.*', ['accepted', 'rejected']),
  ],
  workspaces: ['data', 'data.*.id', 'data.*.name', 'has_more'],
  'API keys': ['data', 'data.*.id', 'data.*.name', 'has_more'],
  members: ['data', 'data.*.id', 'has_more'],
};

/** `data.*.tool_actions.*.accepted`: items of lists and free names count as one place. */
const placeOf = (path: readonly (string | number)[]) =>
  path
    .map((step, at) => (typeof step === 'number' || path[at - 1] === 'tool_actions' ? '*' : step))
    .join('.');

describe.each(allQuestions)('%s', (name, { ask, answers, mapped }) => {
  /** Never throws; what is answered is whole. */
  async function staysWhole(body: string | Uint8Array) {
    const result = await ask(answerWith(body).api);
    if (result.ok) expect(mapped.safeParse(result.value).error?.issues).toBeUndefined();
    else expect(result.failure.kind).toMatch(/^(unexpected-response|incomplete|not-the-api)$/);
  }

  test.each(Object.entries(spoilers))(
    'A13, A23, A26, A36: with %s the answer is whole or a failure',
    async (__, spoil) => {
      await fc.assert(
        fc.asyncProperty(
          answers.chain((body) => spoil(body)),
          staysWhole,
        ),
        { seed: SEED, numRuns: 100 },
      );
    },
  );

  test('A22, A23: just what must be there is missed when it is not', async () => {
    const fates = new Map<string, Set<boolean>>();
    for (const body of fc.sample(answers, { seed: SEED, numRuns: 40 })) {
      for (const path of placesOf(body)) {
        if (path.length === 0 || typeof path.at(-1) === 'number') continue;
        const place = placeOf(path);
        const result = await ask(answerWith(JSON.stringify(replaceAt(body, path, undefined))).api);
        fates.set(place, (fates.get(place) ?? new Set()).add(result.ok));
      }
    }
    const missed = [...fates].filter(([, fate]) => !fate.has(true)).map(([place]) => place);
    expect(missed.sort()).toEqual([...required[name]].sort());
  });
});
