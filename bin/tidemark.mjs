#!/usr/bin/env node
// Without import statements: the status line runs every few seconds, and they cost a tenth of it.
const { existsSync, readFileSync, statSync } = process.getBuiltinModule('node:fs');
const Module = process.getBuiltinModule('node:module');
const { dirname } = process.getBuiltinModule('node:path');
const { fileURLToPath } = process.getBuiltinModule('node:url');
const vm = process.getBuiltinModule('node:vm');

// Claude Code's status line has a bundle of its own, unless a word follows that is for a person.
const [command, flag, , ...more] = process.argv.slice(2);
const isLine =
  command === 'statusline' && (flag === undefined || flag === '--data-dir') && more.length === 0;
const name = isLine ? 'statusline' : 'cli';

const bundle = fileURLToPath(new URL(`../dist/cli/${name}.cjs`, import.meta.url));
const changedAt = (file) => {
  try {
    return statSync(file).mtimeMs;
  } catch {
    // Not there, or .git is a file: a worktree has its log elsewhere.
    return 0;
  }
};
// A fresh checkout, or one that git has moved since: install and build, then run. The line waits for
// no newer build.
const gitLog = fileURLToPath(new URL('../.git/logs/HEAD', import.meta.url));
const built = fileURLToPath(new URL('../dist/built', import.meta.url));
if (!existsSync(bundle) || (!isLine && changedAt(gitLog) > changedAt(built))) {
  const { ensureBuild, ensureDependencies } = await import('../scripts/set-up.mjs');
  await ensureDependencies();
  await ensureBuild();
}

if (isLine) {
  process.argv.splice(1, 2, bundle);
  Module.createRequire(bundle)(bundle);
} else {
  // The build leaves V8's compiled code beside the bundle: half of a short command's time is parsing.
  // Another Node version refuses it and compiles as usual.
  const cache = `${bundle}.v8`;
  const script = new vm.Script(Module.wrap(readFileSync(bundle, 'utf8')), {
    filename: bundle,
    cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  script.runInThisContext()(
    module.exports,
    Module.createRequire(bundle),
    module,
    bundle,
    dirname(bundle),
  );
}
