import { basename, dirname, resolve } from 'node:path';
import { tellStatusLine } from './adapters/claude-code/status-line/tell-status-line.js';
import { defaultDataDirectory } from './adapters/data-directory.js';

// The smallest root: `tidemark statusline` runs every few seconds in every terminal, and has neither
// store nor network. It never says an error: Claude Code would show it, or blank the line.

/** The packaged app keeps the script elsewhere, and ignores these variables. */
const isPackaged = basename(dirname(__filename)) !== 'cli';
const overridden = (name: string) => (isPackaged ? undefined : process.env[name]);

function dataDirectory(words: readonly string[]): string | null {
  const [flag, folder] = words;
  if (flag === '--data-dir' && folder) return resolve(folder);
  const given = overridden('TIDEMARK_DATA_DIR');
  if (given) return resolve(given);
  try {
    return defaultDataDirectory(process.env, process.platform);
  } catch {
    return null;
  }
}

function now(): number {
  const fixed = Date.parse(overridden('TIDEMARK_NOW') ?? '');
  return Number.isNaN(fixed) ? Date.now() : fixed;
}

const end = () => process.exit(0);
process.on('uncaughtException', end);
tellStatusLine({ dataDirectory: dataDirectory(process.argv.slice(2)), now: now() }).then(end, end);
