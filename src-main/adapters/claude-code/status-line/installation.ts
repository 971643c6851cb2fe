import { join, sep } from 'node:path';
import type { StatusLinePreview, StatusLineSetup } from '../../../shared/limits.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import type { Instant } from '../../../shared/units.js';
import { backUpSettings, findBackupPath } from './back-up-settings.js';
import { diskFailure } from './disk-failure.js';
import { readStatusLine, withCommand } from './edit-status-line.js';
import { findSettingsFile } from './find-settings-file.js';
import {
  digestOf,
  forgetInstallRecord,
  readInstallRecord,
  saveInstallRecord,
} from './install-record.js';
import { createLineScript } from './line-script.js';
import { isFile } from './look-at-path.js';
import { type CurrentSettings, lookAtSettings } from './look-at-settings.js';
import { restoreSettings } from './restore-settings.js';
import { isReadOnly, replaceSettings, unreadable } from './settings-file.js';
import { composeStatusCommand } from './status-command.js';

export interface InstallationOptions {
  readonly dataDirectory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** What Claude Code starts it with; null: none was found. */
  readonly findNode: () => string | null;
  /** The built program; copied into the data folder where its own place does not last. */
  readonly script: { readonly shipped: string; readonly isCopied: boolean };
  readonly now: () => Instant;
}

export interface Installation {
  describe(): Omit<StatusLineSetup, 'lastReadingAt' | 'isSilent'>;
  /** Null: it is not installed, or nobody knows any more when it was. */
  installedAt(): Instant | null;
  preview(): Result<StatusLinePreview>;
  install(): Result<null>;
  remove(): Result<null>;
}

/** Somebody else may be writing the same file: then it is read and thought over again. */
const MOST_ATTEMPTS = 5;
const ofDataFolder = { refused: 'storage-unavailable' } as const;
const READ_ONLY = { kind: 'claude-settings-read-only' } as const;
const ofSettings = { refused: READ_ONLY.kind };

/** Tidemark's command in Claude Code's settings. */
export function createInstallation(options: InstallationOptions): Installation {
  const { dataDirectory, env, home, now } = options;
  const script = createLineScript({ dataDirectory, ...options.script });
  const look = () => lookAtSettings(env, home);
  const shown = (path: string) =>
    path.startsWith(join(home, sep)) ? join('~', path.slice(home.length)) : path;

  const isCurrent = ({ ours, command }: CurrentSettings) =>
    ours !== null &&
    isFile(ours.node) &&
    script.isInPlace() &&
    composeStatusCommand({ ...ours, script: script.path, dataDirectory }) === command;

  /** The text of the settings with our command. */
  function plan(current: CurrentSettings): Result<string> {
    const { file, other } = current;
    if (isCurrent(current)) return ok(file.text);
    const node = options.findNode();
    if (node === null) return failed({ kind: 'node-absent' });
    if (isReadOnly(file)) return failed(READ_ONLY);
    const command = composeStatusCommand({ node, script: script.path, dataDirectory, other });
    const text = withCommand(file.text, command);
    return text === null ? unreadable('not editable') : ok(text);
  }

  function preview(): Result<StatusLinePreview> {
    const current = look();
    if (!current.ok) return current;
    const after = plan(current.value);
    if (!after.ok) return after;
    const { path, file, entry } = current.value;
    const isBackedUp = file.bytes !== null && after.value !== file.text;
    return ok({
      file: shown(path),
      before: entry,
      after: readStatusLine(after.value)?.entry ?? null,
      backup: isBackedUp
        ? shown(findBackupPath({ settingsPath: path, bytes: file.bytes, at: now() }))
        : null,
    });
  }

  function placeScript(): Result<null> {
    try {
      if (!script.isInPlace()) script.place();
      return ok(null);
    } catch (error) {
      return failed(diskFailure(error, ofDataFolder));
    }
  }

  function backUp({ path, file }: CurrentSettings): Result<string | null> {
    if (file.bytes === null) return ok(null);
    try {
      const { bytes, mode } = file;
      return ok(backUpSettings({ settingsPath: path, bytes, mode, at: now() }));
    } catch (error) {
      return failed(diskFailure(error, ofSettings));
    }
  }

  /** Over an older command of ours, what was before that one stays what is put back. */
  function remember({ file, ours }: CurrentSettings, backup: string | null, after: Buffer): void {
    const before = file.bytes === null ? null : digestOf(file.bytes);
    const earlier = readInstallRecord(dataDirectory);
    const isOwnUntouched = earlier?.settings === file.path && earlier.after === before;
    try {
      const fresh = ours === null ? { settings: file.path, backup, before, at: now() } : null;
      const kept = fresh ?? (isOwnUntouched ? earlier : null);
      if (kept) saveInstallRecord(dataDirectory, { ...kept, after: digestOf(after) });
      else forgetInstallRecord(dataDirectory);
    } catch {
      // Then removing takes our part out of the text.
    }
  }

  function installOnce(): Result<'done' | 'changed'> {
    const current = look();
    if (!current.ok) return current;
    const { file } = current.value;
    const after = plan(current.value);
    if (!after.ok) return after;
    const placed = placeScript();
    if (!placed.ok) return placed;
    if (after.value === file.text) return ok('done');
    const backup = backUp(current.value);
    if (!backup.ok) return backup;
    const content = Buffer.from(file.byteOrderMark + after.value);
    const replaced = replaceSettings(file, content);
    if (!replaced.ok || replaced.value === 'changed') return replaced;
    remember(current.value, backup.value, content);
    return ok('done');
  }

  function removeOnce(): Result<'done' | 'changed'> {
    const current = look();
    if (!current.ok) return current.failure.kind === 'claude-code-absent' ? ok('done') : current;
    const { file, ours } = current.value;
    if (ours !== null) {
      if (isReadOnly(file)) return failed(READ_ONLY);
      const restored = restoreSettings(current.value, readInstallRecord(dataDirectory));
      if (!restored.ok) return restored;
      const replaced = replaceSettings(file, restored.value);
      if (!replaced.ok || replaced.value === 'changed') return replaced;
    }
    forgetInstallRecord(dataDirectory);
    script.takeAway();
    return ok('done');
  }

  return {
    describe() {
      const current = look();
      const file = shown(findSettingsFile(env, home).path);
      if (!current.ok) {
        const isAbsent = current.failure.kind === 'claude-code-absent';
        const state = isAbsent ? 'no-claude-code' : 'unreadable';
        return { state, keepsOther: false, file, isSwitchedOff: false };
      }
      const { other, isSwitchedOff } = current.value;
      return { state: stateOf(current.value), keepsOther: other !== null, file, isSwitchedOff };
    },
    installedAt: () => readInstallRecord(dataDirectory)?.at ?? null,
    preview,
    install: () => untilDone(installOnce),
    remove: () => untilDone(removeOnce),
  };

  function stateOf(current: CurrentSettings): StatusLineSetup['state'] {
    if (current.ours !== null) return isCurrent(current) ? 'installed' : 'outdated';
    return options.findNode() === null ? 'no-node' : 'absent';
  }
}

function untilDone(attempt: () => Result<'done' | 'changed'>): Result<null> {
  for (let count = 0; count < MOST_ATTEMPTS; count += 1) {
    const result = attempt();
    if (!result.ok) return result;
    if (result.value === 'done') return ok(null);
  }
  return unreadable('changing all the time');
}
