import bundledPatterns from '../../../../assets/limit-patterns.json' with { type: 'json' };
import type { WindowKind } from '../../../shared/evidence.js';
import { type LimitPatterns, limitPatternsSchema } from './limit-patterns-schema.js';

export interface TextPattern {
  readonly id: string;
  readonly expression: RegExp;
}

export interface LimitText extends TextPattern {
  readonly window: WindowKind | 'weekly:{family}' | null;
}

/** The patterns of limit records and texts, ready to be held against rows. */
export interface CompiledPatterns {
  readonly record: LimitPatterns['record'];
  readonly hits: readonly LimitText[];
  readonly nearLimits: readonly LimitText[];
  readonly notHits: LimitPatterns['notHits'] & { readonly patterns: readonly TextPattern[] };
  readonly limitLike: LimitPatterns['limitLike'] & { readonly expression: RegExp };
  readonly resets: RegExp;
}

/** Throws on a malformed file: a bundled file is a programmer's mistake, not a user's. */
export function compilePatterns(json: unknown = bundledPatterns): CompiledPatterns {
  const patterns = limitPatternsSchema.parse(json);
  const family = `(?<family>${patterns.families.join('|')})`;
  const start = (source: string) =>
    new RegExp(`^(?:${source.replaceAll('{family}', family)})`, 'iu');
  const compile = <Known extends { readonly pattern: string }>(known: Known) => ({
    ...known,
    expression: start(known.pattern),
  });
  return {
    record: patterns.record,
    hits: patterns.hits.map(compile),
    nearLimits: patterns.nearLimits.map(compile),
    notHits: { ...patterns.notHits, patterns: patterns.notHits.texts.map(compile) },
    limitLike: {
      ...patterns.limitLike,
      expression: new RegExp(patterns.limitLike.pattern, 'iu'),
    },
    resets: start(patterns.resets),
  };
}
