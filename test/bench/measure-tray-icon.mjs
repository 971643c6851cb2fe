import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const entry = fileURLToPath(
  new URL('../../src-main/adapters/tray-icon/draw-tray-icon.ts', import.meta.url),
);
const WARM_UP = 50;
const DRAWS = 200;

/** Milliseconds of one drawing at 22 pixels, as the panel has it. @param {string} outFolder */
export async function measureTrayIcon(outFolder) {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir: outFolder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'draw-tray-icon.mjs' } },
    },
  });
  const file = path.join(outFolder, 'draw-tray-icon.mjs');
  const { drawTrayIcon } = await import(pathToFileURL(file).href);
  const draw = (percent) =>
    drawTrayIcon(
      {
        shape: 'percent',
        text: String(percent),
        fraction: percent / 100,
        level: 'fine',
        dimmed: false,
        cost: null,
      },
      { size: 22, variant: 'plate' },
    );
  for (let turn = 0; turn < WARM_UP; turn += 1) draw(turn % 100);
  const begun = performance.now();
  for (let turn = 0; turn < DRAWS; turn += 1) draw(turn % 100);
  return (performance.now() - begun) / DRAWS;
}
