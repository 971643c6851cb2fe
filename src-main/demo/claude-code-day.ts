import type { Span } from '../shared/units.js';
import { HOUR_MS } from '../shared/units.js';
import type { TokenCounts } from '../shared/usage.js';
import type { ApiState, Json, JsonObject } from './api-exchange.js';
import { billLines } from './bill-lines.js';
import type { LedgerEntry } from './fake-request.js';
import { chooseModel } from './model-releases.js';
import type { Member } from './organization.js';
import { osloTime } from './oslo-time.js';
import type { Random } from './random.js';
import { createRandom, pickBetween, pickOne, pickSize } from './random.js';
import { bucketTime } from './report-range.js';
import { visibleEntries } from './visible-entries.js';
import { workdayShare } from './workday.js';

interface Actor {
  readonly actor: JsonObject;
  readonly seed: string;
  readonly terminal: string;
}

/**
 * One record per person or key. The ledger's requests of the shared key are dealt out to people;
 * people with a plan seat get invented use of their own, which no other report knows.
 */
export function claudeCodeRecords(state: ApiState, day: Span): readonly Json[] {
  const { organization } = state;
  const people = organization.members.filter(({ role }) => role !== 'billing' && role !== 'user');
  const sharedKey = organization.apiKeys.find(({ name }) => name === 'claude-code-shared')?.id;
  const ciKey = organization.apiKeys.find(({ name }) => name === 'claude-code-ci')?.id;
  // Only what is older than an hour, so that paging stays stable.
  const visibleBefore = state.now - Math.max(state.visibleAfterMs, HOUR_MS);

  const groups = new Map<string, { actor: Actor; entries: LedgerEntry[] }>();
  for (const entry of visibleEntries(state, day, visibleBefore)) {
    if (entry.apiKeyId === null) continue;
    const actor =
      entry.apiKeyId === ciKey
        ? keyActor('claude-code-ci')
        : entry.apiKeyId === sharedKey
          ? personActor(authorOf(people, organization.seed, entry))
          : null;
    if (!actor) continue;
    const group = groups.get(actor.seed) ?? { actor, entries: [] };
    group.entries.push(entry);
    groups.set(actor.seed, group);
  }
  const records = [...groups.values()].map(({ actor, entries }) => {
    const random = createRandom('code', organization.seed, day.from / HOUR_MS, actor.seed);
    return record(state, day, actor, entries.length, modelBreakdown(entries), random, null);
  });
  return day.to <= visibleBefore ? [...records, ...seatRecords(state, day, people)] : records;
}

function authorOf(people: readonly Member[], seed: number, entry: LedgerEntry): Member | undefined {
  const present = people.filter(({ addedAt }) => addedAt <= entry.at);
  const random = createRandom('author', seed, Math.floor(entry.at / HOUR_MS), entry.at % HOUR_MS);
  return present[Math.floor(random() ** 1.5 * present.length)];
}

const terminals = ['vscode', 'tmux', 'iTerm.app', 'JetBrains', 'Apple_Terminal'] as const;

function personActor(person: Member | undefined): Actor | null {
  if (!person) return null;
  return {
    actor: { type: 'user_actor', email_address: person.email },
    seed: person.id,
    terminal: pickOne(createRandom('terminal', person.id), terminals),
  };
}

const keyActor = (name: string): Actor => ({
  actor: { type: 'api_actor', api_key_name: name },
  seed: name,
  terminal: 'non-interactive',
});

/** Two people work on a team plan's seat, not by the token. */
function seatRecords(state: ApiState, day: Span, people: readonly Member[]): readonly Json[] {
  const seats = people.filter(
    ({ role, addedAt }) => role === 'claude_code_user' && addedAt < day.to,
  );
  if (workdayShare(osloTime(day.from + 12 * HOUR_MS)) < 0.2) return [];
  return seats.slice(-2).flatMap((person) => {
    const actor = personActor(person);
    const random = createRandom('seat', state.organization.seed, day.from / HOUR_MS, person.id);
    if (!actor || random() < 0.2) return [];
    const read = pickSize(random, 300_000, 3_000_000);
    const tokens = {
      cache_creation: Math.round(read / 20),
      cache_read: read,
      input: Math.round(read / 45),
      output: Math.round(read / 40),
    };
    // Cents at some list price; seats are not billed by it.
    const amount = Math.round(read / 9_000);
    const model = chooseModel('sonnet', day.from, random)?.model ?? '';
    const breakdown = [{ estimated_cost: { amount, currency: 'USD' }, model, tokens }];
    return [record(state, day, actor, 12, breakdown, random, 'team')];
  });
}

function modelBreakdown(entries: readonly LedgerEntry[]): readonly JsonObject[] {
  const models = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    models.set(entry.model, [...(models.get(entry.model) ?? []), entry]);
  }
  return [...models].map(([model, used]) => {
    const sum = (count: (tokens: TokenCounts) => number) =>
      used.reduce((total, { tokens }) => total + count(tokens), 0);
    const microcents = used
      .flatMap((entry) => billLines(entry, 1))
      .reduce((total, billed) => total + billed.microcents, 0);
    return {
      estimated_cost: { amount: Math.round(microcents / 1_000_000), currency: 'USD' },
      model,
      tokens: {
        cache_creation: sum((tokens) => tokens.cacheCreation5m + tokens.cacheCreation1h),
        cache_read: sum((tokens) => tokens.cacheRead),
        input: sum((tokens) => tokens.uncachedInput),
        output: sum((tokens) => tokens.output),
      },
    };
  });
}

function record(
  state: ApiState,
  day: Span,
  { actor, terminal }: Actor,
  requests: number,
  breakdown: readonly JsonObject[],
  random: Random,
  subscription: string | null,
): JsonObject {
  const added = Math.round(requests * pickBetween(random, 8, 60));
  const decisions = (share: number) => {
    const offered = Math.round(requests * share * pickBetween(random, 0.6, 1.6));
    const rejected = Math.round(offered * pickBetween(random, 0.02, 0.25));
    return { accepted: offered - rejected, rejected };
  };
  const commits = Math.floor(requests * pickBetween(random, 0.05, 0.3));
  return {
    actor,
    core_metrics: {
      commits_by_claude_code: commits,
      lines_of_code: { added, removed: Math.round(added * pickBetween(random, 0.15, 0.7)) },
      num_sessions: 1 + Math.floor(requests / 5),
      pull_requests_by_claude_code: Math.floor(commits / 3),
    },
    customer_type: subscription === null ? 'api' : 'subscription',
    date: bucketTime(day.from),
    is_remote: random() < 0.15,
    model_breakdown: breakdown,
    organization_id: state.organization.id,
    subscription_type: subscription,
    terminal_type: terminal,
    tool_actions: {
      edit_tool: decisions(1.4),
      multi_edit_tool: decisions(0.3),
      notebook_edit_tool: decisions(0.05),
      write_tool: decisions(0.4),
    },
  };
}
