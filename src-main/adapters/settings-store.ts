import { chmodSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import type { ClockSkew } from '../core/clock-skew.js';
import type { ConnectionStore, Log, SettingsStore } from '../core/ports.js';
import { errorCode } from '../shared/error-code.js';
import type { Failure } from '../shared/failure.js';
import { failed, ok, type Result } from '../shared/result.js';
import {
  refusedSetting,
  type Settings,
  settingsFields,
  settingsPatchSchema,
} from '../shared/settings.js';
import { makeFolder } from './make-folder.js';
import {
  validConnection,
  validFailure,
  validSettings,
  validSkew,
} from './settings-store/valid-content.js';

export interface SettingsFile {
  readonly settings: SettingsStore;
  readonly connections: ConnectionStore;
  /** What was learned last of this computer's clock. */
  readonly clock: {
    readonly known: ClockSkew | null;
    keep(skew: ClockSkew | null): void;
  };
  /** A broken file was moved here; null when it was fine. */
  readonly movedTo: string | null;
  /** Why nothing can be saved; null when it can. */
  readonly refusal: Failure | null;
}

type Content = Record<string, unknown>;

const CANNOT_SAVE = { kind: 'storage-read-only', detail: 'settings' } satisfies Failure;

/**
 * settings.json: the settings and what is known of the connection, nothing secret. A broken file
 * is moved aside, one bad field falls to its default alone, unknown fields survive a save (D10).
 */
export function openSettingsFile(directory: string, log: Log, now: () => number): SettingsFile {
  const path = join(directory, 'settings.json');
  const content: Content = readContent(path);
  const movedTo = moveAsideIfBroken(path, now());
  if (movedTo) log.warn('settings-reset', { movedTo });
  const opened = openStore(directory, log);
  const store = opened.ok ? opened.value : null;
  const refusal = opened.ok ? null : opened.failure;

  const write = (name: string, value: unknown, to: ElectronStore<Content>) => {
    // Another process may have written the rest, unless nothing readable is there any more.
    const isLost = moveAsideIfBroken(path, now()) !== null || !existsSync(path);
    if (isLost)
      to.store = Object.fromEntries(Object.entries(content).filter(([, own]) => own !== null));
    else if (value === null) to.delete(name);
    else to.set(name, value);
    chmodSync(to.path, 0o600);
  };

  const save = (name: string, value: unknown): Result<null> => {
    content[name] = value;
    if (!store) return failed(refusal ?? CANNOT_SAVE);
    try {
      write(name, value, store);
      seen = stampOf(path);
      return ok(null);
    } catch (error) {
      log.warn('settings-not-saved', { code: errorCode(error) ?? 'unknown' });
      return failed(refusalOf(error));
    }
  };

  let settings = validSettings(content.settings);
  let seen = stampOf(path);

  /** The command line may have changed them while the app is running. */
  function current(): Settings {
    const stamp = stampOf(path);
    if (stamp === seen) return settings;
    seen = stamp;
    const stored = readContent(path).settings;
    if (stored === undefined) return settings;
    content.settings = stored;
    settings = validSettings(stored);
    return settings;
  }

  let connection = validConnection(content.connection);
  let failure = validFailure(content.failure);
  return {
    movedTo,
    refusal,
    clock: {
      known: validSkew(content.clock),
      keep: (skew) => void save('clock', skew),
    },
    settings: {
      read: current,
      update(patch) {
        const checked = settingsPatchSchema.safeParse(patch);
        if (!checked.success) {
          const field = settingName(checked.error.issues[0]?.path[0]);
          const detail = field ? refusedSetting[field] : 'This setting is not known.';
          return failed({ kind: 'invalid-input', detail });
        }
        // Zod keeps only the fields that were sent, so none of them is undefined.
        settings = { ...current(), ...(checked.data as Partial<Settings>) };
        const stored = typeof content.settings === 'object' ? content.settings : {};
        const saved = save('settings', { ...stored, ...settings });
        return saved.ok ? ok(settings) : saved;
      },
    },
    connections: {
      read: () => connection,
      save(record) {
        connection = record;
        return save('connection', record);
      },
      clear() {
        connection = null;
        return save('connection', null);
      },
      readFailure: () => failure,
      keepFailure(note) {
        failure = note;
        return save('failure', note);
      },
    },
  };
}

const settingName = (name: PropertyKey | undefined) =>
  (Object.keys(settingsFields) as (keyof Settings)[]).find((known) => known === name);

function openStore(directory: string, log: Log): Result<ElectronStore<Content>> {
  try {
    makeFolder(directory);
  } catch (error) {
    log.warn('settings-unavailable', { code: errorCode(error) ?? 'unknown' });
    const { kind, detail } = refusalOf(error);
    return failed({ kind: kind === 'storage-full' ? kind : 'storage-unavailable', detail });
  }
  try {
    const path = join(directory, 'settings.json');
    if (existsSync(path)) readFile(path);
    const options = { cwd: directory, name: 'settings', configFileMode: 0o600 };
    return ok(new ElectronStore<Content>({ ...options, accessPropertiesByDotNotation: false }));
  } catch (error) {
    log.warn('settings-unavailable', { code: errorCode(error) ?? 'unknown' });
    return failed(refusalOf(error));
  }
}

const refusalOf = (error: unknown) =>
  ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')
    ? { ...CANNOT_SAVE, kind: 'storage-full' as const }
    : CANNOT_SAVE;

/** Tells one content of the file from the next; a save puts another file in its place. */
function stampOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}

/** Reading a pipe or a device would wait for ever. */
function readFile(path: string): string {
  if (!statSync(path).isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
  return readFileSync(path, 'utf8');
}

/** What is there, whether or not it can be saved again; a byte order mark is an editor's habit. */
function readContent(path: string): Content {
  try {
    const value: unknown = JSON.parse(readFile(path).replace(/^\uFEFF/, ''));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The store's constructor throws on what is not a JSON object, so that is looked at first. */
function moveAsideIfBroken(path: string, now: number): string | null {
  if (!existsSync(path)) return null;
  let text: string;
  try {
    text = readFile(path);
  } catch {
    return null;
  }
  if (isJsonObject(text)) return null;
  const target = `${path}.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  try {
    renameSync(path, target);
    return target;
  } catch {
    return null;
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
