import { BASIS_WORDS } from '../shared/basis-words.js';
import type { CostGroup, Costs, DayReconciliation } from '../shared/costs.js';
import { DASH, formatInstant, formatMoney, formatUtcDay } from '../shared/format.js';
import { formatSignedPercent } from '../shared/format-signed.js';
import { plainName } from '../shared/plain-name.js';
import { describeCurrencies } from './describe-currencies.js';
import { fetchJson, provenanceJson } from './provenance-json.js';
import { unpricedWords } from './unpriced-words.js';

const rounded = (ratio: number | null) =>
  ratio === null ? null : Math.round(ratio * 1_000_000) / 1_000_000;

const groupJson = ({ id, label, microcents, basis, before }: CostGroup) => ({
  id,
  label,
  microcents,
  basis,
  beforeMicrocents: before,
});

/**
 * `costs --json`, schema 1. Money is integer microcents; unknown is null, never 0. `basis` is
 * `reported`, `estimated`, `mixed`, or `allocated`: a part of a bill, shared out by use.
 */
export const costsJson = (costs: Costs) => ({
  schema: 1,
  from: formatInstant(costs.query.from),
  to: formatInstant(costs.query.to),
  total: costs.total,
  before: {
    from: formatInstant(costs.before.from),
    to: formatInstant(costs.before.to),
    microcents: costs.before.microcents,
    complete: costs.before.isComplete,
    provenance: provenanceJson(costs.before.provenance),
  },
  days: costs.days.map((day) => ({
    date: formatUtcDay(day.day),
    state: day.state,
    reportedMicrocents: day.reported,
    estimatedMicrocents: day.estimated,
    estimatedHighMicrocents: day.estimatedHigh,
    costMicrocents: day.cost,
    basis: day.basis,
    ratio: rounded(day.ratio),
    residualMicrocents: day.residual,
    ...fetchJson(costs.provenance.pair, day.fetchedAt),
  })),
  daysProvenance: provenanceJson(costs.sources.days),
  models: costs.models.map((model) => ({
    model: model.model,
    serviceTier: model.serviceTier,
    label: model.label,
    reportedMicrocents: model.reported,
    estimatedMicrocents: model.estimated,
    estimatedHighMicrocents: model.estimatedHigh,
    residualMicrocents: model.residual,
    cause: model.cause,
  })),
  modelsProvenance: provenanceJson(costs.sources.models),
  causes: costs.causes.map(({ kind, words, microcents, days, isPersistent }) => ({
    kind,
    words,
    microcents,
    days,
    persistent: isPersistent,
  })),
  causesProvenance: provenanceJson(costs.sources.causes),
  scale: costs.scale && {
    ratio: rounded(costs.scale.ratio),
    low: rounded(costs.scale.low),
    high: rounded(costs.scale.high),
    days: costs.scale.days,
    provenance: provenanceJson(costs.scale.provenance),
  },
  groups: {
    workspace: costs.groups.workspace.map(groupJson),
    model: costs.groups.model.map(groupJson),
    api_key: costs.groups.apiKey.map(groupJson),
    workspace_model: costs.groups.workspaceModel.map(groupJson),
  },
  groupsProvenance: {
    workspace: provenanceJson(costs.sources.groups.workspace),
    model: provenanceJson(costs.sources.groups.model),
    api_key: provenanceJson(costs.sources.groups.apiKey),
    workspace_model: provenanceJson(costs.sources.groups.workspaceModel),
  },
  unpriced: costs.unpriced,
  unpricedProvenance: provenanceJson(costs.sources.unpriced),
  uncertain: costs.uncertain,
  otherCurrencies: costs.otherCurrencies,
  otherCurrenciesProvenance: provenanceJson(costs.sources.otherCurrencies),
  provenance: provenanceJson(costs.provenance),
});

const LONGEST_SENTENCE = 400;
const TOP_GROUPS = 8;

/** The same in a few tables for a terminal; times are UTC. */
export function costsText(costs: Costs): string {
  const { total, before, provenance, query } = costs;
  const source = total.basis === null ? '' : ` (${BASIS_WORDS[total.basis]})`;
  const incomplete = provenance.isComplete ? '' : ', incomplete';
  const beforeNote = before.isHeld ? '' : ' (incomplete)';
  return [
    `From    ${formatInstant(query.from)} to ${formatInstant(query.to)}`,
    `Cost    ${formatMoney(total.microcents)}${source}${incomplete}`,
    ...describeCurrencies(costs.otherCurrencies),
    `Before  ${formatMoney(before.microcents)}${beforeNote}${changeOf(total.microcents, before.microcents)}`,
    `        ${formatInstant(before.from)} to ${formatInstant(before.to)}`,
    '',
    'UTC day     bill         estimate     ratio   difference',
    ...costs.days.map(dayLine),
    ...costs.causes.map(({ words }) => `Why     ${plainName(words, LONGEST_SENTENCE)}`),
    ...costs.uncertain.map(
      ({ model, words }) => `Note    ${plainName(model)}: ${plainName(words, LONGEST_SENTENCE)}`,
    ),
    ...costs.unpriced.map(
      ({ model, tokens }) =>
        `Note    ${unpricedWords(plainName(model), tokens.toLocaleString('en-US'))}`,
    ),
    ...groupLines('By workspace', costs.groups.workspace),
    ...groupLines('By model', costs.groups.model),
    ...groupLines('By key', costs.groups.apiKey),
  ].join('\n');
}

const STATES: Readonly<Record<DayReconciliation['state'], string>> = {
  billed: '',
  open: 'running',
  unbilled: 'no bill yet',
  missing: 'not fetched',
};

function dayLine({ day, state, reported, estimated, ratio, residual }: DayReconciliation): string {
  const cells = [
    formatUtcDay(day),
    (reported === null ? STATES[state] || DASH : formatMoney(reported)).padEnd(11),
    formatMoney(estimated).padEnd(11),
    (ratio === null ? DASH : ratio.toFixed(3)).padEnd(6),
    formatMoney(residual),
  ];
  return cells.join('  ').trimEnd();
}

function groupLines(title: string, groups: readonly CostGroup[]): string[] {
  if (groups.length === 0) return [];
  const shown = groups.slice(0, TOP_GROUPS);
  const more = groups.length - shown.length;
  return [
    '',
    title,
    ...shown.map(
      ({ label, microcents, before }) =>
        `  ${plainName(label).padEnd(40)}  ${formatMoney(microcents).padStart(11)}${changeOf(microcents, before)}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** "  +12 %" on before; nothing where there is nothing to compare. */
function changeOf(now: number | null, before: number | null): string {
  if (now === null || before === null) return '';
  if (before === 0) return now === 0 ? '' : '  new';
  return `  ${formatSignedPercent(((now - before) / Math.abs(before)) * 100)}`;
}
