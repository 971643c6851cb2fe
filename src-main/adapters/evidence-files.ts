import { readFileSync, statSync } from 'node:fs';
import { type BrowserWindow, dialog } from 'electron';
import { errorCode } from '../shared/error-code.js';
import { MOST_EVIDENCE_BYTES } from '../shared/evidence.js';
import type { Failure } from '../shared/failure.js';
import { failed, ok, type Result } from '../shared/result.js';
import { writeWholeFile } from './write-whole-file.js';

const FILTERS = [{ name: 'JSON lines', extensions: ['jsonl', 'json'] }];

/** Asks where to, and writes the whole file or none (H7). Null: the person thought better of it. */
export async function saveEvidenceFile(
  window: BrowserWindow | null,
  text: string,
): Promise<Result<'saved' | 'cancelled'>> {
  const options = {
    title: 'Export evidence',
    defaultPath: 'tidemark-evidence.jsonl',
    filters: FILTERS,
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return ok('cancelled');
  try {
    writeWholeFile({ path: filePath, content: text, mode: 0o600 });
    return ok('saved');
  } catch (error) {
    return failed(fileFailure(error, 'The file could not be written. Choose another place.'));
  }
}

/** Asks for a file and reads it. Null: the person thought better of it. */
export async function openEvidenceFile(
  window: BrowserWindow | null,
): Promise<Result<string | null>> {
  const options = {
    title: 'Import evidence',
    filters: FILTERS,
    properties: ['openFile' as const],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  const [path] = filePaths;
  if (canceled || !path) return ok(null);
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > MOST_EVIDENCE_BYTES) {
      return failed({ kind: 'invalid-input', detail: 'That is no file of evidence.' });
    }
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(fileFailure(error, 'The file could not be read.'));
  }
}

function fileFailure(error: unknown, otherwise: string): Failure {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'storage-full' };
  return { kind: 'invalid-input', detail: otherwise };
}
