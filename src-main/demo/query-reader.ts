import type { Instant } from '../shared/units.js';

/** Reads parameters one by one; the first mistake ends up in `problem`, to be answered with 400. */
export interface QueryReader {
  readonly problem: string | null;
  text(name: string): string | null;
  choice<T extends string>(name: string, choices: readonly T[]): T | null;
  flag(name: string): boolean;
  instant(name: string): Instant | null;
  /** A UTC day as YYYY-MM-DD. */
  date(name: string): Instant | null;
  limit(usual: number, max: number): number;
  list(name: string): readonly string[];
  choices<T extends string>(name: string, choices: readonly T[]): readonly T[];
  fail(problem: string): void;
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `lists`: names that must carry brackets. Names nobody asks for are ignored, as by the API. */
export function createQueryReader(
  query: URLSearchParams,
  lists: readonly string[] = [],
): QueryReader {
  let problem: string | null = null;
  const fail = (text: string) => {
    problem ??= text;
  };
  const names = [...query.keys()];
  const unbracketed = lists.find((name) =>
    names.some((key) => key === name || (key.startsWith(`${name}[`) && key !== `${name}[]`)),
  );
  if (unbracketed !== undefined) fail(`${unbracketed}: use ${unbracketed}[] for each value.`);

  const parsed = (name: string, pattern: RegExp): Instant | null => {
    const text = query.get(name);
    if (text === null) return null;
    const at = pattern.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(at)) fail(`${name}: not a valid time.`);
    return Number.isNaN(at) ? null : at;
  };
  const list = (name: string) => query.getAll(`${name}[]`);
  const isOneOf = <T extends string>(value: string, choices: readonly T[]): value is T =>
    (choices as readonly string[]).includes(value);

  return {
    get problem() {
      return problem;
    },
    text: (name) => query.get(name),
    choice(name, choices) {
      const value = query.get(name);
      if (value === null) return null;
      if (isOneOf(value, choices)) return value;
      fail(`${name}: must be one of ${choices.join(', ')}.`);
      return null;
    },
    flag(name) {
      const value = query.get(name) ?? 'false';
      if (value !== 'true' && value !== 'false') fail(`${name}: must be true or false.`);
      return value === 'true';
    },
    instant: (name) => parsed(name, TIMESTAMP),
    date: (name) => parsed(name, DATE),
    limit(usual, max) {
      const text = query.get('limit');
      if (text === null) return usual;
      const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
      if (value < 1 || value > max) fail(`limit: must be between 1 and ${max}.`);
      return value;
    },
    list,
    choices(name, choices) {
      const values = list(name);
      const known = values.filter((value) => isOneOf(value, choices));
      if (known.length < values.length) {
        fail(`${name}[]: must be one of ${choices.join(', ')}.`);
      }
      return known;
    },
    fail,
  };
}
