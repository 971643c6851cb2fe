import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes long each: begun last, one core would wait for them. */
const LONGEST = ['test/soak/', 'test/limits-accuracy/', 'test/faults/kill'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.findIndex((path) => moduleId.includes(path));
      return index < 0 ? LONGEST.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  plugins: [react()],
  resolve: {
    // On plain Node the electron package would only try to download its binary.
    alias: { electron: fileURLToPath(new URL('src-main/cli/no-electron.ts', import.meta.url)) },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    // Both cores of a small machine: by itself only one would be used.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    server: { deps: { inline: ['electron-store'] } },
  },
});
