import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { createStatusLine } from './adapters/claude-code/status-line/status-line.js';
import { tellStatusLine } from './adapters/claude-code/status-line/tell-status-line.js';
import { defaultDataDirectory, isDemoDirectory } from './adapters/data-directory.js';
import { isKeychainLocked } from './adapters/dbus/is-keychain-locked.js';
import { createGivenKey } from './adapters/given-key.js';
import { describeRecovery } from './adapters/history-store/describe-recovery.js';
import { createKeychain } from './adapters/keychain.js';
import { countCalls, isKeychainCallOut } from './adapters/keytar-calls.js';
import {
  NO_OVERRIDES,
  OFFICIAL_BASE_URL,
  type Overrides,
  readOverrides,
} from './adapters/overrides.js';
import { askPerson } from './cli/ask-person.js';
import { type Asked, isLook, readCommandWords } from './cli/command-words.js';
import {
  connect,
  costs,
  type Flags,
  forget,
  history,
  instantFlag,
  status,
  sync,
} from './cli/commands.js';
import { endOnSignal } from './cli/end-on-signal.js';
import { EXIT } from './cli/exit-code.js';
import { HELP } from './cli/help.js';
import { learnLimits, readLearnWords } from './cli/learn-limits.js';
import { LIMIT_FLAGS } from './cli/limit-words.js';
import { limits } from './cli/limits.js';
import { RATE_FLAGS } from './cli/price-words.js';
import { prices } from './cli/prices.js';
import { readKeyFromPerson } from './cli/read-key-from-person.js';
import { STATUS_LINE_WORDS, setUpStatusLine } from './cli/status-line.js';
import { createTerminal } from './cli/terminal.js';
import { createLiveParts, type LiveParts, lookAtClaudeCode } from './live-parts.js';

const terminal = createTerminal();
const COMMANDS = [
  'connect',
  'sync',
  'status',
  'history',
  'costs',
  'limits',
  'prices',
  'statusline',
  'simulator',
] as const;
type Command = (typeof COMMANDS)[number];

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  forget: { type: 'boolean' },
  yes: { type: 'boolean' },
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
  window: { type: 'string' },
  meter: { type: 'string' },
  at: { type: 'string' },
  resets: { type: 'string' },
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
  limits: LIMIT_FLAGS,
  prices: ['from', ...RATE_FLAGS],
  statusline: ['yes'],
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
  if (rest.length > 0 && !['limits', 'prices', 'statusline'].includes(command)) {
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
  if (flags['data-dir'] === '') return usage('--data-dir needs a folder.', isJson);
  if (command === 'simulator') {
    const { simulate } = await import('./cli/simulate.js');
    return simulate(flags, terminal, isJson);
  }
  if (command === 'statusline') return statusLine(rest, flags, isJson);
  if (command === 'limits' && rest[0] === 'learn') return replay(rest, flags, isJson);
  const asked = readCommandWords(command, rest, flags);
  if (typeof asked === 'string') return usage(asked, isJson);
  return withParts(command, asked, flags, isJson);
}

/** Neither key nor store: evidence in, what is learned from it out. */
async function replay(words: readonly string[], flags: Flags, isJson: boolean) {
  const overrides = overridesOrReason();
  if (typeof overrides === 'string') return usage(overrides, isJson);
  const asked = readLearnWords(words.slice(1), flags);
  if (typeof asked === 'string') return usage(asked, isJson);
  return learnLimits(process.stdin, terminal, {
    ...asked,
    fixedNow: overrides.fixedNow,
    clock: Date.now,
    timeZone: systemZone(),
  });
}

/** Neither key nor store: Claude Code's settings and a few small files. */
async function statusLine(words: readonly string[], flags: Flags, isJson: boolean) {
  const given = overridesOrReason();
  const overrides = typeof given === 'string' ? NO_OVERRIDES : given;
  const folder = resolve(dataDirectory(flags, overrides));
  const now = () => overrides.fixedNow ?? Date.now();
  const word = STATUS_LINE_WORDS.find((known) => known === words[0]);
  if (flags.yes && word !== 'install') return usage('--yes belongs to statusline install.', isJson);
  if (words.length === 0) {
    await tellStatusLine({ dataDirectory: folder, now: now() });
    return EXIT.fine;
  }
  if (typeof given === 'string') return usage(given, isJson);
  if (!word || words.length > 1) {
    return usage('statusline is followed by nothing, install, remove or status.', isJson);
  }
  const installed = createStatusLine({
    ...claudePlace(folder),
    log: { info: () => undefined, warn: () => undefined },
    now,
  });
  const ask = (question: string) => askPerson(question, process.stdin, process.stderr);
  return setUpStatusLine(installed, terminal, {
    word,
    isYes: flags.yes === true,
    isJson,
    ask: process.stdin.isTTY ? ask : null,
  });
}

/** Where Claude Code keeps its files, and what it would run. */
const claudePlace = (folder: string) => ({
  dataDirectory: folder,
  env: process.env,
  home: homedir(),
  findNode: () => process.execPath,
  script: { shipped: join(__dirname, 'statusline.cjs'), isCopied: false },
});
const claudeCodeOf = (folder: string) => lookAtClaudeCode(claudePlace(resolve(folder)));

async function withParts(
  command: Command,
  asked: Asked | null,
  flags: Flags,
  isJson: boolean,
): Promise<number> {
  const overrides = overridesOrReason();
  if (typeof overrides === 'string') return usage(overrides, isJson);
  const since = flags.since === undefined ? null : instantFlag(flags.since);
  if (flags.since !== undefined && since === null) return usage('--since is an ISO time.', isJson);
  const now = () => overrides.fixedNow ?? Date.now();
  if (since !== null && since > now()) return usage('--since lies in the future.', isJson);
  if (since !== null && since < EARLIEST_USE) {
    return usage('--since reaches back to 2023-01-01 at most.', isJson);
  }
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    return usage('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: the key would not be safe.', isJson);
  }

  const folder = dataDirectory(flags, overrides);
  const readOnly = isLook(command, asked);
  const parts = createLiveParts({
    dataDirectory: folder,
    baseUrl: overrides.baseUrl ?? OFFICIAL_BASE_URL,
    mode: 'live',
    keys: keyStore(command),
    clock: {
      now,
      timeZone: (saved) => (process.env.TZ ? systemZone() : (saved ?? systemZone())),
    },
    correctsClock: overrides.fixedNow === null,
    readOnly,
    since,
    ...(readOnly || isDemoDirectory(folder) ? {} : { claudeCode: claudeCodeOf(folder) }),
  });
  if (parts.settingsMovedTo) {
    terminal.note(`tidemark: Damaged settings were set aside: ${parts.settingsMovedTo}`);
  }
  try {
    const code = await dispatch(command, asked, parts, flags, isJson);
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

async function dispatch(
  command: Command,
  asked: Asked | null,
  parts: LiveParts,
  flags: Flags,
  isJson: boolean,
) {
  if (asked?.of === 'prices') return prices(parts, terminal, asked.prices, isJson);
  if (asked?.of === 'limits') return limits(parts, terminal, asked.limits, isJson);
  if (command === 'sync') {
    return endOnSignal(
      () => void parts.tidemark.stop(),
      () => sync(parts, terminal, isJson),
    );
  }
  if (command === 'status') return status(parts, terminal, isJson);
  if (command === 'history') return history(parts, terminal, flags);
  if (command === 'costs') return costs(parts, terminal, flags);
  if (flags.forget) return forget(parts, terminal, isJson);
  const pasted = await readKeyFromPerson(process.stdin, process.stderr);
  return connect(parts, terminal, pasted, isJson);
}

/** A text says why the environment cannot be used. */
function overridesOrReason(): Overrides | string {
  try {
    return readOverrides(process.env);
  } catch (error) {
    return error instanceof RangeError ? error.message : 'Bad environment.';
  }
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
