import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findUnknown } from '../../src-main/adapters/admin-api/find-unknown.js';
import { knownShape } from '../../src-main/adapters/admin-api/known-shape.js';
import { allQuestions } from './questions.js';
import { addFields } from './spoil.js';

const SEED = 20_261_124;

describe.each(allQuestions)('%s', (_, { schema, answers }) => {
  function newFieldsIn(body: unknown): readonly string[] {
    const known = knownShape(schema);
    const paths: string[] = [];
    if (!known) throw new Error('nothing is known');
    findUnknown(body, known, ({ what, path }) => void (what === 'field' && paths.push(path)));
    return paths;
  }

  test('A21: no field that the official answers have is news to us', () => {
    fc.assert(
      fc.property(answers, (body) => {
        expect(newFieldsIn(body)).toEqual([]);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test('A21: a field that nobody has heard of is found in the page and in its items', () => {
    const places = new Set<string>();
    for (const body of fc.sample(answers, { seed: SEED, numRuns: 40 })) {
      for (const path of newFieldsIn(addFields(body, { x_new: 1 }))) places.add(path);
    }
    expect([...places].every((path) => path.endsWith('x_new'))).toBe(true);
    expect(places).toContain('x_new');
    if ('data' in (fc.sample(answers, { seed: SEED, numRuns: 1 })[0] ?? {})) {
      expect(places).toContain('data.*.x_new');
    }
  });
});
