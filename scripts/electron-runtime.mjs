import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { reasonOf, runCommand } from './command.mjs';
import { FALLBACK_VERSION, prepareFallback } from './electron-fallback.mjs';

const electronPackage = fileURLToPath(new URL('../node_modules/electron', import.meta.url));
const DOWNLOAD_LIMIT_MS = 60_000;
const REMEMBER_FAILURE_MS = 24 * 3_600_000;

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable
 * @property {string} version
 * @property {'override' | 'official' | 'fallback'} kind
 * @property {string} distPath the folder to hand on as ELECTRON_OVERRIDE_DIST_PATH
 */

/**
 * Finds the Electron to run here, or fetches one, and says in one line which.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime({ log = console.error } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const runtime = runtimeIn(path.resolve(override), 'override');
    if (!runtime) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${override}`);
    log(`Electron ${runtime.version} from ELECTRON_OVERRIDE_DIST_PATH (${runtime.distPath}).`);
    return runtime;
  }
  const official = installedOfficial() ?? (await downloadOfficial(log));
  if (official.runtime) {
    log(`Electron ${official.runtime.version}, the official runtime.`);
    return official.runtime;
  }
  if (!hasFallback()) {
    throw new Error(`Electron ${officialVersion()} cannot be had: ${official.reason}.`);
  }
  const distPath = await prepareFallback({ cacheFolder: cacheFolder(), log });
  const runtime = runtimeIn(distPath, 'fallback');
  if (!runtime) throw new Error(`The fallback runtime is damaged: remove ${distPath}`);
  log(
    `Electron ${FALLBACK_VERSION}, an old runtime for development and tests, not for daily use ` +
      `(${official.reason}).`,
  );
  return runtime;
}

/** @returns {{ runtime?: ElectronRuntime | undefined, reason: string } | undefined} */
function installedOfficial() {
  const runtime = runtimeIn(path.join(electronPackage, 'dist'), 'official');
  // path.txt is the last thing the installer writes: without it, dist may be half unpacked.
  const isComplete = existsSync(path.join(electronPackage, 'path.txt'));
  return runtime && isComplete && runtime.version === officialVersion()
    ? { runtime, reason: '' }
    : undefined;
}

/** @returns {Promise<{ runtime?: ElectronRuntime | undefined, reason: string }>} */
async function downloadOfficial(log) {
  const version = officialVersion();
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    return {
      reason: `Electron ${version} needs Node 22.12 or newer to install, here is ${process.version}`,
    };
  }
  const failureNote = path.join(cacheFolder(), `electron-${version}.download-failed`);
  if (hasFallback() && ageMs(failureNote) < REMEMBER_FAILURE_MS) {
    return {
      reason: `the download of Electron ${version} failed less than a day ago; remove ${failureNote} to try again`,
    };
  }
  log(`Fetching Electron ${version} (about 115 MB) ...`);
  const result = await runCommand(process.execPath, [path.join(electronPackage, 'install.js')], {
    // Where nothing else would run, a slow link deserves its time.
    timeoutMs: hasFallback() ? DOWNLOAD_LIMIT_MS : 15 * 60_000,
  });
  const installed = installedOfficial();
  if (installed) return installed;
  const cause =
    result.code === 124
      ? 'it took too long'
      : (/^\w*Error: .+$/m.exec(result.stderr)?.[0] ?? reasonOf(result));
  if (hasFallback()) {
    await mkdir(cacheFolder(), { recursive: true });
    await writeFile(failureNote, `${cause}\n`);
  }
  return { reason: `the download of Electron ${version} failed: ${cause}` };
}

/** @returns {ElectronRuntime | undefined} */
function runtimeIn(distPath, kind) {
  const executable = path.join(distPath, executableName());
  if (!existsSync(executable)) return undefined;
  const versionFile = path.join(distPath, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version';
  return { executable, version, kind, distPath };
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function officialVersion() {
  return JSON.parse(readFileSync(path.join(electronPackage, 'package.json'), 'utf8')).version;
}

function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'tidemark');
}

function ageMs(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log((await electronRuntime()).executable);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
