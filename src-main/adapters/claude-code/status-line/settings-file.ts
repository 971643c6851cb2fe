import { lstatSync, readFileSync, realpathSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { errorCode } from '../../../shared/error-code.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { writeWholeFile } from '../../write-whole-file.js';
import { diskFailure } from './disk-failure.js';

/** Claude Code's settings file as it was read. */
export interface SettingsFile {
  /** Where it really is: a link to it stays one. */
  readonly path: string;
  /** Null: there is none yet. */
  readonly bytes: Buffer | null;
  readonly text: string;
  readonly byteOrderMark: string;
  readonly mode: number;
  /** Tells one content from the next. */
  readonly stamp: string;
}

const MOST_BYTES = 1_000_000;
/** It may hold keys for other tools. */
const NEW_MODE = 0o600;

export function readSettingsFile(path: string): Result<SettingsFile> {
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })) {
      return ok({ path, bytes: null, text: '', byteOrderMark: '', mode: NEW_MODE, stamp: '' });
    }
    const real = realpathSync(path);
    const facts = statSync(real);
    if (!facts.isFile()) return unreadable('not a file');
    if (facts.size > MOST_BYTES) return unreadable('too large');
    const bytes = readFileSync(real);
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const byteOrderMark = decoded.startsWith('\uFEFF') ? '\uFEFF' : '';
    return ok({
      path: real,
      bytes,
      text: decoded.slice(byteOrderMark.length),
      byteOrderMark,
      mode: facts.mode & 0o7777,
      stamp: stampOf(facts),
    });
  } catch (error) {
    // No text at all, a link to nothing, or not ours to read.
    return unreadable(errorCode(error) ?? 'not text');
  }
}

/** Its owner could replace it all the same, and does not want it changed. */
export const isReadOnly = ({ mode }: SettingsFile) => (mode & 0o200) === 0;

/** Null removes it. What was changed since it was read stays: nobody's edit is lost. */
export function replaceSettings(
  file: SettingsFile,
  content: Buffer | null,
): Result<'done' | 'changed'> {
  const { path, mode } = file;
  let isChanged = false;
  const mayPlace = () => {
    const facts = statSync(path, { throwIfNoEntry: false });
    isChanged = (facts ? stampOf(facts) : '') !== file.stamp;
    return !isChanged;
  };
  try {
    if (content !== null) writeWholeFile({ path, content, mode, mayPlace });
    else if (mayPlace()) unlinkSync(path);
    return ok(isChanged ? 'changed' : 'done');
  } catch (error) {
    return failed(diskFailure(error, { refused: 'claude-settings-read-only' }));
  }
}

export const unreadable = (detail: string) =>
  failed({ kind: 'claude-settings-unreadable', detail });

const stampOf = ({ ino, size, mtimeMs }: Stats) => `${ino} ${size} ${mtimeMs}`;
