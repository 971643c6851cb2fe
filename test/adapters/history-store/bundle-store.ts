import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../cli/build-once.js';

/** Plain Node reads no TypeScript: a part of the store becomes one file for a child or a thread. */
export async function bundleStore(name: string, entry = 'history-store'): Promise<string> {
  const outDir = join(root, 'node_modules/.cache', `tidemark-test-${name}`);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    // On plain Node the electron package would only try to download its binary.
    resolve: { alias: { electron: join(root, 'src-main/cli/no-electron.ts') } },
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: join(root, `src-main/adapters/history-store/${entry}.ts`),
      outDir,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'store.cjs' } },
    },
  });
  return join(outDir, 'store.cjs');
}
