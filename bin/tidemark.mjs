#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../dist/cli/cli.cjs', import.meta.url));
if (!existsSync(bundle)) {
  // A fresh checkout: install and build once, then run.
  const { ensureBuild, ensureDependencies } = await import('../scripts/set-up.mjs');
  await ensureDependencies();
  await ensureBuild();
}
createRequire(import.meta.url)(bundle);
