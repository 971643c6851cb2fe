import { join } from 'node:path';
import packageFile from '../package.json' with { type: 'json' };
import { createStatusLine } from './adapters/claude-code/status-line/status-line.js';
import { tellStatusLine } from './adapters/claude-code/status-line/tell-status-line.js';
import { isKeychainCallOut } from './adapters/keytar-calls.js';
import { createLog } from './adapters/log.js';
import { NO_OVERRIDES } from './adapters/overrides.js';
import { createRedactor } from './adapters/redactor.js';
import { systemZone } from './adapters/system-zone.js';
import { askPerson } from './cli/ask-person.js';
import { readCommandLine } from './cli/command-line.js';
import { readCommandWords } from './cli/command-words.js';
import { EXIT } from './cli/exit-code.js';
import type { Flags } from './cli/flags.js';
import { HELP } from './cli/help.js';
import { learnLimits, readLearnWords } from './cli/learn-limits.js';
import { STATUS_LINE_WORDS, setUpStatusLine } from './cli/status-line.js';
import { tellBug } from './cli/tell-bug.js';
import { createTerminal } from './cli/terminal.js';
import type { Log } from './core/ports.js';
import { claudePlace, dataFolder, overridesOrReason } from './surroundings.js';
import { withParts } from './with-parts.js';

const redactor = createRedactor();
const terminal = createTerminal(redactor.redact);

/** The exit code; a text says why it was not even begun. */
async function run(argv: readonly string[], isJson: boolean): Promise<number | string> {
  const line = readCommandLine(argv);
  if (typeof line === 'string') return line;
  if (line.command === 'version') {
    terminal.print(packageFile.version);
    return EXIT.fine;
  }
  if (line.command === 'help' || line.command === null) {
    terminal.print(HELP);
    return line.command === null ? EXIT.usage : EXIT.fine;
  }
  const { command, words, flags } = line;
  if (command === 'simulator') {
    const { simulate } = await import('./cli/simulate.js');
    return simulate(flags, terminal, isJson);
  }
  if (command === 'statusline') return statusLine(words, flags, isJson);
  if (command === 'limits' && words[0] === 'learn') return replay(words.slice(1), flags);
  const asked = readCommandWords(command, words, flags);
  if (typeof asked === 'string') return asked;
  const overrides = overridesOrReason();
  if (typeof overrides === 'string') return overrides;
  return withParts({ command, asked, flags, isJson }, overrides, terminal);
}

/** Neither key nor store: evidence in, what is learned from it out. */
async function replay(words: readonly string[], flags: Flags) {
  const overrides = overridesOrReason();
  if (typeof overrides === 'string') return overrides;
  const asked = readLearnWords(words, flags);
  if (typeof asked === 'string') return asked;
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
  const place = claudePlace(dataFolder(flags, overrides));
  const now = () => overrides.fixedNow ?? Date.now();
  const word = STATUS_LINE_WORDS.find((known) => known === words[0]);
  if (flags.yes && word !== 'install') return '--yes belongs to statusline install.';
  if (words.length === 0) {
    await tellStatusLine({ dataDirectory: place.dataDirectory, now: now() });
    return EXIT.fine;
  }
  if (typeof given === 'string') return given;
  if (!word || words.length > 1) {
    return 'statusline is followed by nothing, install, remove or status.';
  }
  const log = { info: () => undefined, warn: () => undefined };
  const ask = (question: string) => askPerson(question, process.stdin, process.stderr);
  return setUpStatusLine(createStatusLine({ ...place, log, now }), terminal, {
    word,
    isYes: flags.yes === true,
    isJson,
    ask: process.stdin.isTTY ? ask : null,
  });
}

/** The log that the app keeps in the same data folder. */
function ownLog(): Log {
  const line = readCommandLine(process.argv.slice(2));
  const overrides = overridesOrReason();
  const folder = dataFolder(
    typeof line !== 'string' && 'flags' in line ? line.flags : {},
    typeof overrides === 'string' ? NO_OVERRIDES : overrides,
  );
  return createLog(join(folder, 'logs', 'tidemark.log'), redactor, Date.now);
}

async function main(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  const ended = await run(argv, isJson);
  if (typeof ended === 'number') return ended;
  return terminal.fail({ kind: 'invalid-input', detail: `${ended} See tidemark --help.` }, isJson);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
    // A prompt that nobody answers holds the process for ever; all is said and stored.
    if (isKeychainCallOut()) process.kill(process.pid, 'SIGKILL');
  },
  (error: unknown) => {
    process.exitCode = tellBug(error, ownLog(), terminal, process.argv.includes('--json'));
  },
);
