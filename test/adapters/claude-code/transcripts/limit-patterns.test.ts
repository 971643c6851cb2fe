import { describe, expect, it } from 'vitest';
import bundled from '../../../../assets/limit-patterns.json' with { type: 'json' };
import { errorText } from '../../../../src-main/adapters/claude-code/transcripts/error-text.js';
import { compilePatterns } from '../../../../src-main/adapters/claude-code/transcripts/limit-patterns.js';
import { errorRow } from './transcript-home.js';

const patterns = compilePatterns();
const ordered = [...patterns.notHits.patterns, ...patterns.nearLimits, ...patterns.hits];
const sources = [
  bundled.record,
  ...bundled.hits,
  ...bundled.nearLimits,
  ...bundled.notHits.texts,
].flatMap((one) => one.sources);

describe('the patterns of limits', () => {
  it('are read by the schema, and a broken file is refused', () => {
    expect(() => compilePatterns(bundled)).not.toThrow();
    const broken = (change: object) => () => compilePatterns({ ...bundled, ...change });
    expect(broken({ hits: [] })).toThrow();
    expect(broken({ resets: '(' })).toThrow(/not a regular expression/);
    expect(broken({ families: ['Opus 5'] })).toThrow();
    expect(broken({ more: true })).toThrow();
    const [hit] = bundled.hits;
    expect(broken({ hits: [{ ...hit, window: 'monthly' }] })).toThrow();
    expect(broken({ hits: [{ ...hit, sources: [] }] })).toThrow();
    expect(broken({ hits: [{ ...hit, examples: [] }] })).toThrow();
  });

  it.each(
    [...bundled.notHits.texts, ...bundled.nearLimits, ...bundled.hits].flatMap(({ id, examples }) =>
      examples.map((example) => ({ id, example })),
    ),
  )('reads "$example" as $id', ({ id, example }) => {
    const text = errorText(errorRow(example)) ?? '';
    expect(ordered.find(({ expression }) => expression.test(text))?.id).toBe(id);
  });

  it('name sources that are listed, and list none that nothing names', () => {
    expect([...new Set(sources)].sort()).toEqual(Object.keys(bundled.sources).sort());
  });

  it('have ids of their own', () => {
    const ids = ordered.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('answer at once on long text that nearly fits', () => {
    const long = `You've hit your ${'x '.repeat(1_000_000)}limit`;
    const text = errorText(errorRow(long)) ?? '';
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(ordered.some(({ expression }) => expression.test(text))).toBe(false);
  });
});
