import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Transcripts as a plain file, so that a child process reads with no memory of the test's. */
export async function bundleTranscripts(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve(
        import.meta.dirname,
        '../../../../src-main/adapters/claude-code/transcripts/transcripts.ts',
      ),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'transcripts.mjs', codeSplitting: false } },
    },
  });
  return join(folder, 'transcripts.mjs');
}
