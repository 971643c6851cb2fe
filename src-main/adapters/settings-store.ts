import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import type { ConnectionRecord, ConnectionStore, Log, SettingsStore } from '../core/ports.js';
import type { FailureNote } from '../shared/failure.js';
import { failed, ok, type Result } from '../shared/result.js';
import {
  defaultSettings,
  refusedSetting,
  type Settings,
  settingsFields,
  settingsPatchSchema,
} from '../shared/settings.js';

export interface SettingsFile {
  readonly settings: SettingsStore;
  readonly connections: ConnectionStore;
  /** A broken file was moved here; null when it was fine. */
  readonly movedTo: string | null;
  readonly canSave: boolean;
}

type Content = Record<string, unknown>;

/**
 * settings.json: the settings and what is known of the connection, nothing secret. A broken file
 * is moved aside, one bad field falls to its default alone, unknown fields survive a save (D10).
 */
export function openSettingsFile(directory: string, log: Log, now: () => number): SettingsFile {
  const path = join(directory, 'settings.json');
  const movedTo = moveAsideIfBroken(path, now());
  if (movedTo) log.warn('settings-reset', { movedTo });
  const store = openStore(directory, log);
  const content: Content = store ? { ...store.store } : {};

  const save = (name: string, value: unknown): Result<null> => {
    content[name] = value;
    if (!store) return failed({ kind: 'storage-read-only', detail: 'settings' });
    try {
      if (value === null) store.delete(name);
      else store.set(name, value);
      chmodSync(store.path, 0o600);
      return ok(null);
    } catch (error) {
      log.warn('settings-not-saved', { reason: error instanceof Error ? error.name : 'unknown' });
      return failed({ kind: 'storage-read-only', detail: 'settings' });
    }
  };

  let settings = validSettings(content.settings);
  let connection = validConnection(content.connection);
  let failure = validFailure(content.failure);
  return {
    movedTo,
    canSave: store !== null,
    settings: {
      read: () => settings,
      update(patch) {
        const checked = settingsPatchSchema.safeParse(patch);
        if (!checked.success) {
          const field = settingName(checked.error.issues[0]?.path[0]);
          const detail = field ? refusedSetting[field] : 'This setting is not known.';
          return failed({ kind: 'invalid-input', detail });
        }
        // Zod keeps only the fields that were sent, so none of them is undefined.
        settings = { ...settings, ...(checked.data as Partial<Settings>) };
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

function openStore(directory: string, log: Log): ElectronStore<Content> | null {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new ElectronStore<Content>({
      cwd: directory,
      name: 'settings',
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
    });
  } catch (error) {
    log.warn('settings-unavailable', { reason: error instanceof Error ? error.name : 'unknown' });
    return null;
  }
}

/** The store's constructor throws on what is not a JSON object, so that is looked at first. */
function moveAsideIfBroken(path: string, now: number): string | null {
  if (!existsSync(path)) return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
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

function validSettings(stored: unknown): Settings {
  const fields = typeof stored === 'object' && stored !== null ? stored : {};
  const kept = Object.entries(settingsFields).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(Reflect.get(fields, name));
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(kept) };
}

function validConnection(stored: unknown): ConnectionRecord | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { organization, lastFour, savedAt } = stored as Partial<ConnectionRecord>;
  const isValid =
    typeof organization?.id === 'string' &&
    typeof organization.name === 'string' &&
    typeof lastFour === 'string' &&
    typeof savedAt === 'number';
  return isValid ? { organization, lastFour, savedAt } : null;
}

function validFailure(stored: unknown): FailureNote | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { kind, title, body, mustAct, at, retryAt, detail } = stored as Partial<FailureNote>;
  const isValid =
    typeof kind === 'string' &&
    typeof title === 'string' &&
    typeof body === 'string' &&
    typeof at === 'number';
  return isValid
    ? {
        kind,
        title,
        body,
        mustAct: mustAct === true,
        at,
        retryAt: typeof retryAt === 'number' ? retryAt : null,
        detail: typeof detail === 'string' ? detail : null,
      }
    : null;
}
