#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const bundle = fileURLToPath(new URL('../dist/cli/cli.cjs', import.meta.url));
const changedAt = (file) => {
  try {
    return statSync(file).mtimeMs;
  } catch {
    // Not there, or .git is a file: a worktree has its log elsewhere.
    return 0;
  }
};
// A fresh checkout, or one that git has moved since: install and build, then run.
const gitLog = fileURLToPath(new URL('../.git/logs/HEAD', import.meta.url));
if (!existsSync(bundle) || changedAt(gitLog) > changedAt(bundle)) {
  const { ensureBuild, ensureDependencies } = await import('../scripts/set-up.mjs');
  await ensureDependencies();
  await ensureBuild();
}

// The build leaves V8's compiled code beside the bundle: half of a short command's time is parsing.
// Another Node version refuses it and compiles as usual.
const cache = `${bundle}.v8`;
const script = new vm.Script(Module.wrap(readFileSync(bundle, 'utf8')), {
  filename: bundle,
  cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
