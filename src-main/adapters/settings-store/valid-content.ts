import type { ClockSkew } from '../../core/clock-skew.js';
import type { ConnectionRecord } from '../../core/ports.js';
import type { FailureNote } from '../../shared/failure.js';
import { defaultSettings, type Settings, settingsFields } from '../../shared/settings.js';

/** Each bad field falls to its default alone (D10). */
export function validSettings(stored: unknown): Settings {
  const fields = typeof stored === 'object' && stored !== null ? stored : {};
  const kept = Object.entries(settingsFields).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(Reflect.get(fields, name));
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(kept) };
}

export function validConnection(stored: unknown): ConnectionRecord | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { organization, lastFour, savedAt } = stored as Partial<ConnectionRecord>;
  const isValid =
    typeof organization?.id === 'string' &&
    typeof organization.name === 'string' &&
    typeof lastFour === 'string' &&
    typeof savedAt === 'number';
  return isValid ? { organization, lastFour, savedAt } : null;
}

export function validSkew(stored: unknown): ClockSkew | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { offsetMs, startedAt } = stored as Partial<ClockSkew>;
  const isValid = Number.isSafeInteger(offsetMs) && Number.isFinite(startedAt);
  return isValid ? { offsetMs: Number(offsetMs), startedAt: Number(startedAt) } : null;
}

export function validFailure(stored: unknown): FailureNote | null {
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
