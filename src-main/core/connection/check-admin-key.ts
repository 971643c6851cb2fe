import { failed, ok, type Result } from '../../shared/result.js';

const MIN_LENGTH = 20;
const MAX_LENGTH = 300;

/** What people paste around a key: quotes, "Bearer ", spaces, invisible marks. */
const clean = (pasted: string) =>
  pasted
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim()
    .replace(/^bearer\s+/i, '');

/**
 * A key as it may be sent: one line of printable ASCII with a known start. Which of those keys are
 * admin keys only the API knows, so another `sk-ant-` key is tried, not refused (S15, W9, W10).
 */
export function checkAdminKey(pasted: string): Result<string> {
  const key = clean(pasted);
  const isOneLine = /^[\x21-\x7e]+$/.test(key);
  if (!isOneLine || key.length < MIN_LENGTH || key.length > MAX_LENGTH) {
    return failed({ kind: 'key-malformed' });
  }
  if (!key.startsWith('sk-ant-')) return failed({ kind: 'key-wrong-kind' });
  return ok(key);
}

export const looksLikeAdminKey = (key: string) => key.startsWith('sk-ant-admin');
export const lastFourOf = (key: string) => key.slice(-4);
