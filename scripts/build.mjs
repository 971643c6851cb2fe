import { existsSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import Module, { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...names) => path.join(root, ...names);
// Taken before anything is read: a file saved meanwhile makes the next build.
const begun = new Date();

/** Native modules stay outside the bundles: their binaries cannot be bundled. */
const native = ['keytar', '@photostructure/sqlite'];
const builtin = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** One CommonJS file for Electron 25's Node 18 and everything newer. */
async function bundle(entry, outFile, { runsOn }) {
  // On plain Node the electron package would only try to download its binary.
  const isDesktop = runsOn === 'electron';
  const alias = isDesktop ? {} : { electron: at('src-main/cli/no-electron.ts') };
  const external = isDesktop ? ['electron', ...native] : native;
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias, conditions: ['node', 'import', 'default'], mainFields: ['module', 'main'] },
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      target: 'node18',
      outDir: path.dirname(at(outFile)),
      emptyOutDir: false,
      minify: 'oxc',
      rolldownOptions: {
        input: at(entry),
        external: [...external, ...builtin],
        output: { format: 'cjs', entryFileNames: path.basename(outFile), codeSplitting: false },
      },
    },
  });
}

async function buildRenderer() {
  await build({
    configFile: false,
    root: at('src-renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: at('dist.next/renderer'),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
}

/** V8's compiled code for this very Node, which bin/tidemark.mjs loads the bundle with. */
function compile(file) {
  const script = new vm.Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file });
  writeFileSync(`${file}.v8`, script.createCachedData());
}

/** In one step: a command that runs meanwhile reads the old build or the new one, never a half. */
function putInPlace() {
  const mark = at('dist.next/built');
  writeFileSync(mark, '');
  utimesSync(mark, begun, begun);
  rmSync(at('dist.old'), { recursive: true, force: true });
  if (existsSync(at('dist'))) renameSync(at('dist'), at('dist.old'));
  renameSync(at('dist.next'), at('dist'));
  rmSync(at('dist.old'), { recursive: true, force: true });
}

rmSync(at('dist.next'), { recursive: true, force: true });
const onElectron = { runsOn: 'electron' };
await bundle('src-main/main.ts', 'dist.next/main/main.cjs', onElectron);
await bundle('src-main/preload.ts', 'dist.next/main/preload.cjs', onElectron);
await bundle('src-main/demo/worker.ts', 'dist.next/main/simulator-worker.cjs', { runsOn: 'node' });
await bundle(
  'src-main/adapters/history-store/upkeep-process.ts',
  'dist.next/main/upkeep-process.cjs',
  {
    runsOn: 'node',
  },
);
await bundle('src-main/statusline.ts', 'dist.next/cli/statusline.cjs', { runsOn: 'node' });
await bundle('src-main/cli.ts', 'dist.next/cli/cli.cjs', { runsOn: 'node' });
compile(at('dist.next/cli/cli.cjs'));
await buildRenderer();
putInPlace();
