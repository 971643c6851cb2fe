import { formatMoney } from '../../shared/format.js';
import type { CausedPart, CauseReason } from './assign-causes.js';
import type { Discount } from './find-discount.js';

/** What a sentence needs to know of its cause. */
export interface CauseFacts {
  readonly microcents: number;
  readonly parts: readonly CausedPart[];
  readonly discount: Discount | null;
  /** Billed days that show it. */
  readonly shown: number;
  /** Billed days that were compared. */
  readonly days: number;
  /** The last of them is the last that there is. */
  readonly endsNow: boolean;
}

/** One calm sentence for people. */
export function causeWords(reason: CauseReason, facts: CauseFacts): string {
  const { microcents, parts } = facts;
  const money = formatMoney(Math.abs(microcents));
  switch (reason) {
    case 'unpriced': {
      const names = modelsOf(parts);
      return `${listOf(names)} ${names.length > 1 ? 'have' : 'has'} no price in the table: ${money} of the bills is in no estimate.`;
    }
    case 'discount':
      return discountWords(facts);
    case 'free': {
      const when = facts.shown === facts.days ? '' : ` on ${facts.shown} of ${facts.days} days`;
      return `Bills are almost nothing beside the estimates${when}: credits or a free plan may pay for the use.`;
    }
    case 'code-execution':
      return untoldWords(parts);
    case 'priority': {
      const tiers = listOf([...new Set(parts.map(({ serviceTier }) => serviceTier))]);
      const billed = microcents === 0 ? '' : `, ${money} on these bills,`;
      return `Use of the ${tiers} tier is paid for as committed capacity${billed} and is in no estimate.`;
    }
    case 'bands': {
      const names = modelsOf(parts);
      return `${listOf(names)} ${names.length > 1 ? 'cost' : 'costs'} more for long prompts, which the usage report cannot tell apart: the bills lie between both prices.`;
    }
    case 'hundredfold':
      return microcents > 0
        ? 'Bills are about 100 times the estimates, as if cents had been read as dollars.'
        : 'Bills are about a hundredth of the estimates, as if dollars had been read as cents.';
    case 'unknown':
      return unknownWords(facts, money);
  }
}

function discountWords({ discount, days, endsNow }: CauseFacts): string {
  if (!discount) return '';
  const { ratio, ofModels, seenOn, isOneModel } = discount;
  const percent = `${(Math.abs(ratio - 1) * 100).toFixed(1)} %`;
  const side = ratio > 1 ? 'above' : 'below';
  const when = whenWords(discount, days, endsNow);
  if (ofModels && ofModels.length > 0) {
    return ofModels.length === 1
      ? `${listOf(ofModels)} is billed ${percent} ${side} our price ${when}: its price has likely changed.`
      : `${listOf(ofModels)} are billed ${percent} ${side} our prices ${when}: their prices have likely changed.`;
  }
  if (ratio > 1) {
    return `Bills are ${percent} above list prices ${when}: likely a price that the table does not know yet.`;
  }
  const one = isOneModel ? 'the one model used' : seenOn;
  const either = one === null ? '' : `, or a lower price of ${one}`;
  return `Bills are ${percent} below list prices ${when}: likely a contract discount${either}.`;
}

/** The days that show a discount may be more than those that were asked for. */
function whenWords({ days: shown, seenDays }: Discount, days: number, endsNow: boolean): string {
  const isOwn = seenDays === days;
  if (isOwn && shown.size === days) return `on all ${days} days`;
  const among = isOwn || endsNow ? '' : ' up to then';
  const those = `${endsNow ? 'the last ' : among && 'the '}${seenDays} days${among}`;
  return shown.size === seenDays ? `on all of ${those}` : `on ${shown.size} of ${those}`;
}

/** What is billed otherwise comes on top, and what is credited off. */
function untoldWords(parts: readonly CausedPart[]): string {
  const byKind = new Map<string, number>();
  for (const { billedBy, microcents } of parts) {
    byKind.set(billedBy, (byKind.get(billedBy) ?? 0) + microcents);
  }
  const pick = (sign: number) => {
    const some = [...byKind].filter(([, amount]) => Math.sign(amount) === sign);
    const money = formatMoney(Math.abs(some.reduce((sum, [, amount]) => sum + amount, 0)));
    const names = sentenceCase(listOf(some.map(([kind]) => nameOfKind(kind))));
    return { count: some.length, names, money };
  };
  const [onTop, off] = [pick(1), pick(-1)];
  return [
    ...(onTop.count > 0
      ? [
          `${onTop.names} ${onTop.count > 1 ? 'are' : 'is'} not billed by tokens: ${onTop.money} of the bills is in no estimate.`,
        ]
      : []),
    ...(off.count > 0
      ? [`${off.names} ${off.count > 1 ? 'take' : 'takes'} ${off.money} off the bills.`]
      : []),
  ].join(' ');
}

function unknownWords({ microcents, parts }: CauseFacts, money: string): string {
  const side = microcents > 0 ? 'above' : 'below';
  const byModel = new Map<string, number>();
  for (const { model, microcents: part } of parts) {
    byModel.set(model, (byModel.get(model) ?? 0) + part);
  }
  const [model = '', amount = 0] =
    [...byModel].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))[0] ?? [];
  const isMostlyIts = model !== '' && Math.abs(amount) * 2 > Math.abs(microcents);
  const most = isMostlyIts ? `, most of it for ${model}` : '';
  return `Bills are ${money} ${side} the estimates for no reason that is known${most}.`;
}

/** Most money first; searches of a model stand on the bill without its name. */
function modelsOf(parts: readonly CausedPart[]): readonly string[] {
  const sizes = new Map<string, number>();
  for (const { model, microcents } of parts) {
    if (model !== '') sizes.set(model, (sizes.get(model) ?? 0) + Math.abs(microcents));
  }
  const names = [...sizes].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return names.length > 0 ? names : ['A model without a name'];
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  code_execution: 'code execution',
  session_usage: 'time of managed agents',
};
const nameOfKind = (kind: string) => KIND_NAMES[kind] ?? (kind.replaceAll('_', ' ') || 'the rest');

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and 2 more". */
function listOf(names: readonly string[]): string {
  const [first = '', second, third] = names;
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  return `${first}, ${second} and ${names.length - 2} more`;
}
