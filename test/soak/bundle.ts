import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../cli/build-once.js';

const native = ['@photostructure/sqlite'];

/** Each process of the soak as one file for plain Node, built as the command line is. */
export async function bundle(name: 'app' | 'organization'): Promise<string> {
  const outDir = join(root, 'node_modules/.cache/tidemark-test-soak');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    resolve: {
      alias: { electron: join(root, 'src-main/cli/no-electron.ts') },
      conditions: ['node', 'import', 'default'],
      mainFields: ['module', 'main'],
    },
    ssr: { noExternal: true, external: native },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(root, `test/soak/${name}.ts`),
        external: [...native, ...builtinModules, ...builtinModules.map((each) => `node:${each}`)],
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  });
  return join(outDir, `${name}.cjs`);
}
