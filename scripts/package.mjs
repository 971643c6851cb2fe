import { rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureBuild, ensureDependencies, repoFolder } from './set-up.mjs';

/** The first Electron that knows this fuse; an older binary has no place for it. */
const FILE_PRIVILEGES_SINCE = 29;

const log = (line) => console.log(line);
const isRelease = process.argv.includes('--release');

try {
  await ensureDependencies({ log });
  const runtime = await electronRuntime({ log });
  if (isRelease && runtime.kind !== 'official') {
    throw new Error(
      `A release is made with the official Electron alone; this one (${runtime.version}, ` +
        `${runtime.kind}) is for development and tests. Without --release, a folder is packaged.`,
    );
  }
  await ensureBuild({ log, force: isRelease });
  const { build, Platform } = await import('electron-builder');
  const targets = isRelease ? undefined : Platform.current().createTarget('dir');
  await build({ projectDir: repoFolder, targets, publish: 'never', config: configFor(runtime) });
  log(isRelease ? 'Packaged for release, in release/.' : 'Packaged as a folder, in release/.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/**
 * The checked-in configuration with the runtime of this machine.
 * @param {import('./electron-runtime.mjs').ElectronRuntime} runtime
 */
function configFor({ version, distPath }) {
  const knowsFilePrivileges = Number.parseInt(version, 10) >= FILE_PRIVILEGES_SINCE;
  return {
    extends: path.join(repoFolder, 'electron-builder.yml'),
    electronVersion: version,
    electronDist: distPath,
    ...(knowsFilePrivileges ? { electronFuses: { grantFileProtocolExtraPrivileges: false } } : {}),
    /** The fallback runtime starts with a folder of its own in place of an app. */
    afterExtract: ({ appOutDir }) =>
      rm(path.join(appOutDir, 'resources/app'), { recursive: true, force: true }),
  };
}
