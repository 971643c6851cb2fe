import { expect } from 'vitest';
import type { FailureKind } from '../../../src-main/shared/failure.js';
import { HOUR_MS } from '../../../src-main/shared/units.js';
import type { ReportPair } from '../../../src-main/shared/usage.js';
import type { Figures, Table } from './figures-in.js';
import { NOW, type Struck, undisturbed } from './world.js';

export interface Refused {
  readonly kind: FailureKind;
  readonly title: string;
  /** How often the question that failed was asked. */
  readonly tries?: number;
  /** It may have been too much at once, so smaller ones were asked as well. */
  readonly isNarrowed?: boolean;
  /** False: nothing that the API itself would give an id to. */
  readonly hasRequestId?: boolean;
  readonly detail?: RegExp;
  /** Tables that this answer would have changed; all when left out. */
  readonly tables?: readonly Table[];
}

const only = (figures: Figures, tables: readonly Table[] | undefined) =>
  Object.fromEntries(
    Object.entries(figures).filter(([table]) => tables?.some((kept) => kept === table) ?? true),
  );

/** A sync that meets the fault: the failure is told, and every held figure stays as it was. */
export async function expectRefused(world: Struck, expected: Refused): Promise<void> {
  const { kind, title, tries = 1, hasRequestId = true, detail = /./, tables } = expected;
  const { isNarrowed = false } = expected;
  const { parts, service, before } = world;
  const failure = await world.sync();
  expect(failure).toMatchObject({ kind });
  const { sync, glance } = parts.tidemark.readSnapshot();
  expect(sync.failure).toMatchObject({ kind, title });
  // The last success was a day ago.
  expect(sync).toMatchObject({ isStale: true, lastSuccessAt: NOW });
  expect(glance).toBe(sync.failure?.mustAct ? 'failing' : 'stale');
  expect(only(world.figures(), tables)).toEqual(only(before, tables));

  const { requests } = service.simulator;
  const last = requests.at(-1);
  const asked = requests.filter(({ path, query }) => path === last?.path && query === last.query);
  expect(asked).toHaveLength(tries);
  const questions = linesOf(world).length - 1;
  expect(questions > 1).toBe(isNarrowed);
  expect(world.waits).toHaveLength(questions * (tries - 1));
  expectLogged(world, kind, hasRequestId, detail);
}

const linesOf = (world: Struck) => world.log().filter(({ level }) => level === 'warn');

/** One line about each answer, one about the sync that ended with it. */
function expectLogged(world: Struck, kind: FailureKind, hasRequestId: boolean, detail: RegExp) {
  const events = linesOf(world).map(({ event }) => event);
  expect(events).toEqual([...events.slice(1).map(() => 'admin-api'), 'sync-failed']);
  const answer = linesOf(world).at(-2);
  expect(answer).toMatchObject({ kind, detail: expect.stringMatching(detail) });
  expect(answer?.path).toBe(
    world.service.simulator.requests.at(-1)?.path.replace(/^\/v1\/\w+/, ''),
  );
  if (hasRequestId) expect(answer?.requestId).toMatch(/^req_\w{24}$/);
  else expect(answer?.requestId ?? null).toBeNull();
}

const healthy = new Map<string, Promise<Figures>>();

/** The fault ends: the next sync brings what a world without it holds. */
export async function expectHealed(
  world: Struck,
  pair: ReportPair = 'legacy',
  at = NOW + 27 * HOUR_MS,
): Promise<void> {
  world.service.simulator.setFaults([]);
  world.clock.advance(at - world.clock.now());
  expect(await world.sync()).toBeNull();
  const { sync } = world.parts.tidemark.readSnapshot();
  expect(sync).toMatchObject({ failure: null, isStale: false, lastSuccessAt: at });
  const name = `${pair} ${at}`;
  const expected = healthy.get(name) ?? undisturbed(pair, at);
  healthy.set(name, expected);
  expect(world.figures(pair)).toEqual(await expected);
}
