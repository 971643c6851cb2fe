import { parseArgs } from 'node:util';
import { KEY_PATTERN } from '../shared/key-pattern.js';
import { plainName } from '../shared/plain-name.js';
import type { Flags } from './flags.js';
import { LIMIT_FLAGS } from './limit-words.js';
import { RATE_FLAGS } from './price-words.js';

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
export type Command = (typeof COMMANDS)[number];

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
const TAKE_WORDS: readonly Command[] = ['limits', 'prices', 'statusline'];

/** Null as a command: none was named. */
export type CommandLine =
  | { readonly command: Command; readonly words: readonly string[]; readonly flags: Flags }
  | { readonly command: 'version' }
  | { readonly command: 'help' }
  | { readonly command: null };

const NO_KEY_HERE = 'A key is never given as an argument: paste it at the prompt or pipe it in.';
/** What is told of a word that has no meaning. */
const SHOWN_LENGTH = 40;

/** What was typed, if every word of it has a meaning; a text says which has none. */
export function readCommandLine(argv: readonly string[]): CommandLine | string {
  // Other users of this computer see a command's words, and the shell keeps them.
  if (argv.some((word) => word.search(KEY_PATTERN) >= 0)) return NO_KEY_HERE;
  const parsed = parse(argv);
  if (typeof parsed === 'string') return parsed;
  const { values: flags, positionals } = parsed;
  const [name, ...words] = positionals;
  if (flags.version) return { command: 'version' };
  if (flags.help) return { command: 'help' };
  if (name === undefined) return { command: null };
  const command = COMMANDS.find((known) => known === name);
  if (!command) return `There is no command "${plainName(name, SHOWN_LENGTH)}".`;
  if (words.length > 0 && !TAKE_WORDS.includes(command)) {
    return command === 'connect' ? NO_KEY_HERE : `${command} takes no further words.`;
  }
  const known = [...FLAGS_OF[command], ...COMMON_FLAGS];
  const foreign = Object.keys(flags).find((flag) => !known.includes(flag));
  if (foreign) return `${command} has no --${foreign}.`;
  if (flags['data-dir'] === '') return '--data-dir needs a folder.';
  return { command, words, flags };
}

function parse(argv: readonly string[]): { values: Flags; positionals: string[] } | string {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const dashed = /^Option '(--[\w-]+)[^']*' argument is ambiguous/.exec(message);
    if (dashed) return `${dashed[1]} needs a value that does not begin with a dash.`;
    const [, unknown] =
      /^Unknown option '(.*?)'(?:\. To specify a positional|$)/s.exec(message) ?? [];
    if (unknown) return `Unknown option '${plainName(unknown, SHOWN_LENGTH)}'.`;
    const [sentence = ''] = message.split(/[.,;] |\n/);
    return `${sentence.replace(/\.$/, '')}.`;
  }
}
