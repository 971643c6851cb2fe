import { faultIds, findPlay } from '../demo/fault-ids.js';
import { FAULT_NAMES } from '../demo/faults.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../demo/simulator.js';
import { errorCode } from '../shared/error-code.js';
import { EXIT } from './exit-code.js';
import type { Flags } from './flags.js';
import type { Terminal } from './terminal.js';

const DEMO_KEY = 'sk-ant-admin01-simulator-takes-any-admin-key';

/** Serves until it is told to stop. */
export async function simulate(flags: Flags, terminal: Terminal, isJson: boolean): Promise<number> {
  const refuse = (detail: string) => terminal.fail({ kind: 'invalid-input', detail }, isJson);
  const port = wholeNumber(flags.port, 0, 65_535);
  const seed = wholeNumber(flags.seed, 1, Number.MAX_SAFE_INTEGER);
  if (port === null) return refuse('--port is a number from 0 to 65535.');
  if (seed === null) return refuse('--seed is a whole number.');
  const named = Array.isArray(flags.fault) ? flags.fault : [];
  const plays = named.map(findPlay).filter((play) => play !== null);
  if (plays.length < named.length) {
    return refuse(`Faults are: ${[...Object.keys(faultIds), ...FAULT_NAMES].join(', ')}.`);
  }

  const faults = plays.flatMap((play) => play.faults);
  let options: SimulatorOptions = { port, seed, faults };
  for (const play of plays) options = { ...options, ...play.options };
  const simulator = await start(options);
  if (typeof simulator === 'string') return refuse(simulator);
  if (isJson) {
    terminal.printJson({ schema: 1, url: simulator.url, organization: simulator.organization });
  } else {
    terminal.print(
      `Simulated Admin API of ${simulator.organization.name} on ${simulator.url}\n` +
        `Try it: ANTHROPIC_ADMIN_KEY=${DEMO_KEY} TIDEMARK_API_BASE_URL=${simulator.url} npx tidemark sync --data-dir demo-data`,
    );
  }
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await simulator.stop();
  return EXIT.fine;
}

/** A text says why that port cannot be had. */
async function start(options: SimulatorOptions): Promise<Simulator | string> {
  try {
    return await createSimulator(options);
  } catch (error) {
    const why = PORT_REFUSALS[errorCode(error) ?? ''];
    if (why === undefined) throw error;
    return `Port ${options.port} ${why}. Leave --port out for a free one.`;
  }
}

const PORT_REFUSALS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may not be used by you',
};

function wholeNumber(text: Flags[string], fallback: number, max: number): number | null {
  if (text === undefined) return fallback;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) return null;
  const value = Number(text);
  return value <= max ? value : null;
}
