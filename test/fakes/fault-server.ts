import { type FaultId, faultIds, playsOf } from '../../src-main/demo/fault-ids.js';
import type { FaultName, PlainFaultName } from '../../src-main/demo/faults.js';
import { FAULT_NAMES } from '../../src-main/demo/faults.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src-main/demo/simulator.js';

export type { FaultId } from '../../src-main/demo/fault-ids.js';
export { faultIds } from '../../src-main/demo/fault-ids.js';

export interface FaultServerOptions extends SimulatorOptions {
  /** Which of the id's plays; the first when left out. */
  readonly variant?: number;
  /** How many of the requests that the fault is about are answered well before it begins. */
  readonly after?: number;
}

/** The simulated Admin API, playing one fault of the catalogue. */
export function startFaultServer(
  id: FaultId,
  options: FaultServerOptions = {},
): Promise<Simulator> {
  const { variant = 0, after, ...chosen } = options;
  const play = playsOf(id)[variant];
  if (!play) throw new Error(`${id} has ${faultIds[id].length} plays, asked for ${variant}`);
  const faults = after === undefined ? play.faults : play.faults.map((name) => from(name, after));
  return createSimulator({ ...play.options, ...chosen, faults });
}

/** The fault without the count it may come with, from one request on for good. */
function from(name: FaultName, after: number): FaultName {
  const plain = FAULT_NAMES.find((known): known is PlainFaultName => known === name.split(':')[0]);
  if (plain === undefined) throw new Error(`no such fault: ${name}`);
  return `${plain}:${after + 1}-`;
}
