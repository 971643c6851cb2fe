import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../cli/build-once.js';

/** Plain Node reads no TypeScript: the store becomes one file that a child process can load. */
export async function bundleStore(name: string): Promise<string> {
  const outDir = join(root, 'node_modules/.cache', `tidemark-test-${name}`);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: join(root, 'src-main/adapters/history-store/history-store.ts'),
      outDir,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'store.cjs' } },
    },
  });
  return join(outDir, 'store.cjs');
}
