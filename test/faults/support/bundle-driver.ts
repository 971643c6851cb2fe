import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../cli/build-once.js';

/** What no command does, the app's parts do in a process of their own: see drive-parts.ts. */
export async function bundleDriver(): Promise<string> {
  const outDir = join(root, 'node_modules/.cache/tidemark-test-drive-parts');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { electron: join(root, 'src-main/cli/no-electron.ts') } },
    ssr: { noExternal: true, external: ['keytar', '@photostructure/sqlite'] },
    build: {
      ssr: join(root, 'test/faults/support/drive-parts.ts'),
      outDir,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: 'drive-parts.cjs', codeSplitting: false },
      },
    },
  });
  return join(outDir, 'drive-parts.cjs');
}
