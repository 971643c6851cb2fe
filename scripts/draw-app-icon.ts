import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Bitmap, createCanvas } from '../src-main/adapters/tray-icon/bitmap.js';
import { encodePng } from '../src-main/adapters/tray-icon/encode-png.js';
import { type Contour, fillContours } from '../src-main/adapters/tray-icon/fill-contours.js';
import { inset, roundedRectangle } from '../src-main/adapters/tray-icon/outlines.js';
import type { Colour } from '../src-main/adapters/tray-icon/palette.js';

const PAPER: Colour = [0xf7, 0xf6, 0xf3, 1];
const EDGE: Colour = [0xd9, 0xd5, 0xcb, 1];
const TIDE: Colour = [0x0b, 0x72, 0x85, 1];
const AMBER: Colour = [0xc8, 0x6a, 0x14, 1];

/** The Tidemark mark: a paper plate, the tide in it, and the mark that the highest tide left. */
function drawAppIcon(size: number): Bitmap {
  const canvas = createCanvas(size, size);
  const fill = (contour: Contour) => fillContours([contour], size, size);
  const plate = (by: number) =>
    fill(
      roundedRectangle(inset({ x: 0, y: 0, width: size, height: size }, by * size), 0.24 * size),
    );
  const whole = plate(0.06);
  canvas.paint(whole, EDGE);
  canvas.paint(plate(0.066), PAPER);
  const water = fill(tide(size));
  const inPlate = water.values.map((value, i) => value * (whole.values[i] ?? 0));
  canvas.paint({ ...water, values: inPlate }, TIDE);
  const mark = { x: 0.24 * size, y: 0.325 * size, width: 0.52 * size, height: 0.075 * size };
  canvas.paint(fill(roundedRectangle(mark, mark.height / 2)), AMBER);
  return canvas.bitmap();
}

/** Everything below a calm line of one and a half swells. */
function tide(size: number): Contour {
  const [level, swell] = [0.565, 0.03];
  const line = Array.from({ length: 129 }, (_, step) => {
    const t = step / 128;
    return [t * size, (level + swell * Math.sin(t * 3 * Math.PI)) * size];
  });
  return [...line.flat(), size, size, 0, size];
}

const assets = new URL('../assets/', import.meta.url);
for (const [name, size] of [
  ['icon.png', 1024],
  ['icon-512.png', 512],
  ['icon-256.png', 256],
] as const) {
  writeFileSync(fileURLToPath(new URL(name, assets)), encodePng(drawAppIcon(size)));
}
