import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

export const floorFolder = fileURLToPath(new URL('floor', import.meta.url));

/** Builds the floor app's page the way Tidemark's is built. @param {string} outFolder */
export async function buildFloor(outFolder) {
  await build({
    configFile: false,
    root: floorFolder,
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: path.resolve(outFolder),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
    },
  });
}
