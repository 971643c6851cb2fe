import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { defaultDataDirectory } from './adapters/data-directory.js';
import { isKeychainLocked } from './adapters/dbus/is-keychain-locked.js';
import { createGivenKey } from './adapters/given-key.js';
import { describeRecovery } from './adapters/history-store/describe-recovery.js';
import { createKeychain } from './adapters/keychain.js';
import { countCalls, isKeychainCallOut } from './adapters/keytar-calls.js';
import { OFFICIAL_BASE_URL, type Overrides, readOverrides } from './adapters/overrides.js';
import {
  connect,
  costs,
  type Flags,
  forget,
  history,
  instantFlag,
  showLimits,
  status,
  sync,
} from './cli/commands.js';
import { endOnSignal } from './cli/end-on-signal.js';
import { EXIT } from './cli/exit-code.js';
import { HELP } from './cli/help.js';
import { type PriceCommand, RATE_FLAGS, readPriceWords } from './cli/price-words.js';
import { prices } from './cli/prices.js';
import { readKeyFromPerson } from './cli/read-key-from-person.js';
import { createTerminal } from './cli/terminal.js';
import { createLiveParts, type LiveParts } from './live-parts.js';

const terminal = createTerminal();
const COMMANDS = [
  'connect',
  'sync',
  'status',
  'history',
  'costs',
  'limits',
  'prices',
  'simulator',
] as const;
type Command = (typeof COMMANDS)[number];

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  forget: { type: 'boolean' },
  'data-dir': { type: 'string' },
  since: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  grain: { type: 'string' },
  by: { type: 'string' },
  'uncached-input': { type: 'string' },
  'cache-creation-5m': { type: 'string' },
  'cache-creation-1h': { type: 'string' },
  'cache-read': { type: 'string' },
  output: { type: 'string' },
  port: { type: 'string' },
  seed: { type: 'string' },
  fault: { type: 'string', multiple: true },
} as const;

/** Flags that each command understands besides --json, --data-dir and --help. */
const FLAGS_OF: Readonly<Record<Command, readonly string[]>> = {
  connect: ['forget'],
  sync: ['since'],
  status: [],
  history: ['from', 'to', 'grain', 'by', 'csv'],
  costs: ['from', 'to'],
  limits: [],
  prices: ['from', ...RATE_FLAGS],
  simulator: ['port', 'seed', 'fault'],
};
const COMMON_FLAGS = ['json', 'data-dir', 'help'];
/** Claude's API opened in 2023; an older start would only ask for empty pages. */
const EARLIEST_USE = Date.UTC(2023, 0, 1);

function usage(sentence: string, isJson: boolean): number {
  return terminal.fail(
    { kind: 'invalid-input', detail: `${sentence} See tidemark --help.` },
    isJson,
  );
}

async function run(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  let parsed: { values: Flags; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const dashed = /^Option '(--[\w-]+)[^']*' argument is ambiguous/.exec(
      error instanceof Error ? error.message : '',
    );
    if (dashed) return usage(`${dashed[1]} needs a value that does not begin with a dash.`, isJson);
    const [sentence = ''] = (error instanceof Error ? error.message : '').split(/[.,;] |\n/);
    return usage(`${sentence.replace(/\.$/, '')}.`, isJson);
  }
  const { values: flags, positionals } = parsed;
  const [name, ...rest] = positionals;
  if (flags.version) {
    terminal.print(packageFile.version);
    return EXIT.fine;
  }
  if (flags.help || name === undefined) {
    terminal.print(HELP);
    return name === undefined && !flags.help ? EXIT.usage : EXIT.fine;
  }
  const command = COMMANDS.find((known) => known === name);
  if (!command) return usage(`There is no command "${name.slice(0, 40)}".`, isJson);
  if (command === 'limits' && rest.join(' ') !== 'show') {
    return usage('limits is followed by show.', isJson);
  }
  if (rest.length > 0 && command !== 'limits' && command !== 'prices') {
    return usage(
      command === 'connect'
        ? 'A key is never given as an argument: paste it at the prompt or pipe it in.'
        : `${command} takes no further words.`,
      isJson,
    );
  }
  const known = [...FLAGS_OF[command], ...COMMON_FLAGS];
  const foreign = Object.keys(flags).find((flag) => !known.includes(flag));
  if (foreign) return usage(`${command} has no --${foreign}.`, isJson);
  if (command === 'simulator') {
    const { simulate } = await import('./cli/simulate.js');
    return simulate(flags, terminal, isJson);
  }
  const asked = command === 'prices' ? readPriceWords(rest, flags) : null;
  if (typeof asked === 'string') return usage(asked, isJson);
  return withParts(command, asked, flags, isJson);
}

async function withParts(
  command: Command,
  asked: PriceCommand | null,
  flags: Flags,
  isJson: boolean,
): Promise<number> {
  let overrides: Overrides;
  try {
    overrides = readOverrides(process.env);
  } catch (error) {
    return usage(error instanceof RangeError ? error.message : 'Bad environment.', isJson);
  }
  const since = flags.since === undefined ? null : instantFlag(flags.since);
  if (flags['data-dir'] === '') return usage('--data-dir needs a folder.', isJson);
  if (flags.since !== undefined && since === null) return usage('--since is an ISO time.', isJson);
  const now = () => overrides.fixedNow ?? Date.now();
  if (since !== null && since > now()) return usage('--since lies in the future.', isJson);
  if (since !== null && since < EARLIEST_USE) {
    return usage('--since reaches back to 2023-01-01 at most.', isJson);
  }
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    return usage('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: the key would not be safe.', isJson);
  }

  const parts = createLiveParts({
    dataDirectory: dataDirectory(flags, overrides),
    baseUrl: overrides.baseUrl ?? OFFICIAL_BASE_URL,
    mode: 'live',
    keys: keyStore(command),
    clock: {
      now,
      timeZone: (saved) => (process.env.TZ ? systemZone() : (saved ?? systemZone())),
    },
    correctsClock: overrides.fixedNow === null,
    readOnly: ['status', 'history', 'costs', 'limits'].includes(command) || asked?.kind === 'list',
    since,
  });
  if (parts.settingsMovedTo) {
    terminal.note(`tidemark: Damaged settings were set aside: ${parts.settingsMovedTo}`);
  }
  try {
    const code = asked
      ? await prices(parts, terminal, asked, isJson)
      : await dispatch(command, parts, flags, isJson);
    if (parts.settingsRefusal && code === EXIT.fine) {
      terminal.note('tidemark: Settings cannot be saved in this data folder.');
    }
    return code;
  } finally {
    for (const recovery of parts.recoveries) {
      const { title, body } = describeRecovery(recovery);
      terminal.note(`tidemark: ${title}. ${body} ${recovery.movedTo ?? recovery.path}`);
    }
    await parts.close();
  }
}

async function dispatch(command: Command, parts: LiveParts, flags: Flags, isJson: boolean) {
  if (command === 'sync') {
    return endOnSignal(
      () => void parts.tidemark.stop(),
      () => sync(parts, terminal, isJson),
    );
  }
  if (command === 'status') return status(parts, terminal, isJson);
  if (command === 'history') return history(parts, terminal, flags);
  if (command === 'costs') return costs(parts, terminal, flags);
  if (command === 'limits') return showLimits(parts, terminal, isJson);
  if (flags.forget) return forget(parts, terminal, isJson);
  const pasted = await readKeyFromPerson(process.stdin, process.stderr);
  return connect(parts, terminal, pasted, isJson);
}

const systemZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const dataDirectory = (flags: Flags, { dataDirectory }: Overrides) =>
  typeof flags['data-dir'] === 'string'
    ? resolve(flags['data-dir'])
    : (dataDirectory ?? defaultDataDirectory(process.env, process.platform));

/** The environment is for machines without a keychain; connecting is about the keychain itself. */
function keyStore(command: Command) {
  const given = process.env.ANTHROPIC_ADMIN_KEY;
  delete process.env.ANTHROPIC_ADMIN_KEY;
  if (given && command !== 'connect') return createGivenKey(given);
  return createKeychain({ load: () => countCalls(require('keytar')), isLocked: isKeychainLocked });
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
    // A prompt that nobody answers holds the process for ever; all is said and stored.
    if (isKeychainCallOut()) process.kill(process.pid, 'SIGKILL');
  },
  () => {
    process.stderr.write(
      'tidemark: Something unexpected happened; what was stored is untouched.\n',
    );
    process.exitCode = EXIT.storage;
  },
);
