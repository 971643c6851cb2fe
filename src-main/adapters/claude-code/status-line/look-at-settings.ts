import { failed, ok, type Result } from '../../../shared/result.js';
import { readStatusLine } from './edit-status-line.js';
import { findSettingsFile } from './find-settings-file.js';
import { readSettingsFile, type SettingsFile, unreadable } from './settings-file.js';
import { parseStatusCommand, type StatusCommand } from './status-command.js';

/** Claude Code's status line as it is set up now. */
export interface CurrentSettings {
  /** As Claude Code names it; `file` tells where it really is. */
  readonly path: string;
  readonly file: SettingsFile;
  readonly entry: string | null;
  readonly command: string | null;
  /** Null: the command is none of Tidemark's. */
  readonly ours: StatusCommand | null;
  readonly isSwitchedOff: boolean;
  /** The person's own command, alone or inside ours. */
  readonly other: string | null;
}

export function lookAtSettings(env: NodeJS.ProcessEnv, home: string): Result<CurrentSettings> {
  const { path, isUsed } = findSettingsFile(env, home);
  if (!isUsed) return failed({ kind: 'claude-code-absent' });
  const file = readSettingsFile(path);
  if (!file.ok) return file;
  const statusLine = readStatusLine(file.value.text);
  if (statusLine === null) return unreadable('not settings');
  const { command, entry, isSwitchedOff } = statusLine;
  const ours = command === null ? null : parseStatusCommand(command);
  return ok({
    path,
    file: file.value,
    entry,
    command,
    ours,
    isSwitchedOff,
    other: ours === null ? command : ours.other,
  });
}
