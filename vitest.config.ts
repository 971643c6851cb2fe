import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

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
    server: { deps: { inline: ['electron-store'] } },
  },
});
