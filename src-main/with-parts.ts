import { isDemoDirectory } from './adapters/data-directory.js';
import { isKeychainLocked } from './adapters/dbus/is-keychain-locked.js';
import { createGivenKey } from './adapters/given-key.js';
import { describeRecovery } from './adapters/history-store/describe-recovery.js';
import { createKeychain } from './adapters/keychain.js';
import { countCalls } from './adapters/keytar-calls.js';
import { OFFICIAL_BASE_URL, type Overrides } from './adapters/overrides.js';
import { systemZone } from './adapters/system-zone.js';
import type { Command } from './cli/command-line.js';
import { type Asked, isLook } from './cli/command-words.js';
import { connect, costs, forget, history, status, sync } from './cli/commands.js';
import { endOnSignal } from './cli/end-on-signal.js';
import { EXIT } from './cli/exit-code.js';
import { type Flags, instantFlag } from './cli/flags.js';
import { limits } from './cli/limits.js';
import { prices } from './cli/prices.js';
import { readKeyFromPerson } from './cli/read-key-from-person.js';
import type { Terminal } from './cli/terminal.js';
import { createLiveParts, type LiveParts, lookAtClaudeCode } from './live-parts.js';
import type { Instant } from './shared/units.js';
import { claudePlace, dataFolder } from './surroundings.js';

/** Claude's API opened in 2023; an older start would only ask for empty pages. */
const EARLIEST_USE = Date.UTC(2023, 0, 1);

/** A command that needs the app itself: key, store and API. */
export interface PartsCommand {
  readonly command: Command;
  readonly asked: Asked | null;
  readonly flags: Flags;
  readonly isJson: boolean;
}

/** Starts the app over one data folder, lets it do what is asked, and closes it. */
export async function withParts(
  asked: PartsCommand,
  overrides: Overrides,
  terminal: Terminal,
): Promise<number | string> {
  const now = () => overrides.fixedNow ?? Date.now();
  const since = readSince(asked.flags, now());
  if (typeof since === 'string') return since;
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    return 'NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: the key would not be safe.';
  }
  const parts = startParts(asked, overrides, { now, since });
  if (parts.settingsMovedTo) {
    terminal.note(`tidemark: Damaged settings were set aside: ${parts.settingsMovedTo}`);
  }
  try {
    const { settingsRefusal } = parts;
    if (settingsRefusal?.kind === 'storage-unavailable') {
      return terminal.fail(settingsRefusal, asked.isJson);
    }
    const code = await carryOut(asked, parts, terminal);
    if (settingsRefusal && code === EXIT.fine) {
      terminal.note('tidemark: Settings cannot be saved in this data folder.');
    }
    return code;
  } finally {
    try {
      tellRecoveries(parts, terminal);
    } finally {
      await parts.close();
    }
  }
}

function tellRecoveries({ recoveries }: LiveParts, terminal: Terminal): void {
  for (const recovery of recoveries) {
    const { title, body } = describeRecovery(recovery);
    terminal.note(`tidemark: ${title}. ${body} ${recovery.movedTo ?? recovery.path}`);
  }
}

/** Null: the setting decides. A text says why that start is refused. */
function readSince(flags: Flags, now: Instant): Instant | null | string {
  if (flags.since === undefined) return null;
  const since = instantFlag(flags.since);
  if (since === null) return '--since is an ISO time.';
  if (since > now) return '--since lies in the future.';
  return since < EARLIEST_USE ? '--since reaches back to 2023-01-01 at most.' : since;
}

function startParts(
  { command, asked, flags }: PartsCommand,
  overrides: Overrides,
  { now, since }: { readonly now: () => Instant; readonly since: Instant | null },
): LiveParts {
  const folder = dataFolder(flags, overrides);
  const readOnly = isLook(command, asked);
  return createLiveParts({
    dataDirectory: folder,
    baseUrl: overrides.baseUrl ?? OFFICIAL_BASE_URL,
    mode: 'live',
    keys: keyStore(command),
    clock: {
      now,
      timeZone: (saved) => (process.env.TZ === undefined ? (saved ?? systemZone()) : systemZone()),
    },
    correctsClock: overrides.fixedNow === null,
    readOnly,
    since,
    ...(readOnly || isDemoDirectory(folder)
      ? {}
      : { claudeCode: lookAtClaudeCode(claudePlace(folder)) }),
  });
}

async function carryOut(
  { command, asked, flags, isJson }: PartsCommand,
  parts: LiveParts,
  terminal: Terminal,
) {
  if (asked?.of === 'history') return history(parts, terminal, asked.history, isJson);
  if (asked?.of === 'costs') return costs(parts, terminal, asked.costs, isJson);
  if (asked?.of === 'prices') return prices(parts, terminal, asked.prices, isJson);
  if (asked?.of === 'limits') return limits(parts, terminal, asked.limits, isJson);
  if (command === 'sync') {
    return endOnSignal(
      () => void parts.tidemark.stop(),
      () => sync(parts, terminal, isJson),
    );
  }
  if (command === 'status') return status(parts, terminal, isJson);
  if (flags.forget) return forget(parts, terminal, isJson);
  const pasted = await readKeyFromPerson(process.stdin, process.stderr);
  return connect(parts, terminal, pasted, isJson);
}

/** The environment is for machines without a keychain; connecting is about the keychain itself. */
function keyStore(command: Command) {
  const given = process.env.ANTHROPIC_ADMIN_KEY;
  delete process.env.ANTHROPIC_ADMIN_KEY;
  if (given && command !== 'connect') return createGivenKey(given);
  return createKeychain({ load: () => countCalls(require('keytar')), isLocked: isKeychainLocked });
}
