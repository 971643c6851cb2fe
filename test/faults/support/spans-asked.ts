import { at } from '../../fakes/figures.js';
import type { Service } from './world.js';

/** What the reports were asked for, oldest bound first. */
export const spansAsked = ({ simulator }: Pick<Service, 'simulator'>, report = /./) =>
  simulator.requests
    .filter(({ path }) => report.test(path))
    .map(({ query }) => new URLSearchParams(query))
    .filter((query) => query.has('ending_at'))
    .map((query) => ({
      from: at(query.get('starting_at') ?? ''),
      to: at(query.get('ending_at') ?? ''),
    }));
