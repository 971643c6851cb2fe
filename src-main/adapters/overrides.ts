import { resolve } from 'node:path';
import { isInstant } from '../shared/units.js';

export const OFFICIAL_BASE_URL = 'https://api.anthropic.com';

/** What the environment may change in unpackaged builds and on the command line. */
export interface Overrides {
  readonly dataDirectory: string | null;
  readonly baseUrl: string | null;
  readonly fixedNow: number | null;
}

export const NO_OVERRIDES: Overrides = { dataDirectory: null, baseUrl: null, fixedNow: null };

/** Throws a RangeError with a sentence when a value cannot be used. */
export function readOverrides(env: NodeJS.ProcessEnv): Overrides {
  return {
    dataDirectory: env.TIDEMARK_DATA_DIR ? resolve(env.TIDEMARK_DATA_DIR) : null,
    baseUrl: env.TIDEMARK_API_BASE_URL ? checkBaseUrl(env.TIDEMARK_API_BASE_URL) : null,
    fixedNow: env.TIDEMARK_NOW ? checkInstant(env.TIDEMARK_NOW) : null,
  };
}

export const namesOfOverrides = (env: NodeJS.ProcessEnv) =>
  ['TIDEMARK_DATA_DIR', 'TIDEMARK_API_BASE_URL', 'TIDEMARK_NOW'].filter((name) => env[name]);

/** The key travels only over HTTPS; plain HTTP never leaves this machine. */
function checkBaseUrl(value: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new RangeError('TIDEMARK_API_BASE_URL is not a URL.');
  }
  const isLoopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw new RangeError('TIDEMARK_API_BASE_URL must be https, or http on this machine.');
  }
  if (url.username || url.password) {
    throw new RangeError('TIDEMARK_API_BASE_URL must not hold a password.');
  }
  return url.origin;
}

function checkInstant(value: string): number {
  const isWhole = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value);
  const at = isWhole ? Date.parse(value) : Number.NaN;
  if (!isInstant(at)) {
    throw new RangeError('TIDEMARK_NOW is not an RFC 3339 time between 1970 and 2100.');
  }
  return at;
}
