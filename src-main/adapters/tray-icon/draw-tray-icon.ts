import type { TrayIconFace } from '../../core/snapshot/tray-view.js';
import { type Bitmap, type Canvas, createCanvas } from './bitmap.js';
import { drawText } from './draw-text.js';
import { type Contour, fillContours } from './fill-contours.js';
import {
  arc,
  type Box,
  disc,
  inset,
  octagon,
  rectangle,
  roundedRectangle,
  triangle,
} from './outlines.js';
import { type Palette, paletteOf, type TrayIconVariant } from './palette.js';

export interface TrayIconForm {
  /** Pixels of each side, 16 to 64. */
  readonly size: number;
  readonly variant: TrayIconVariant;
}

/** Draws one face. Each state has an outline or a mark of its own, whatever the colours. */
export function drawTrayIcon(face: TrayIconFace, { size, variant }: TrayIconForm): Bitmap {
  const canvas = createCanvas(size, size);
  const palette = paletteOf(face, variant, size);
  if (face.shape === 'failing') drawWarning(canvas, palette, size, variant);
  else if (face.shape === 'over') drawOver(canvas, face, palette, size, variant);
  else if (variant === 'template') drawRing(canvas, face, palette, size);
  else drawNumber(canvas, face, palette, size, variant);
  return canvas.bitmap();
}

const whole = (size: number): Box => ({ x: 0, y: 0, width: size, height: size });

/** A warning triangle with an exclamation mark. */
function drawWarning(
  canvas: Canvas,
  palette: Palette,
  size: number,
  variant: TrayIconVariant,
): void {
  const paint = painter(canvas, size);
  const box: Box = { x: 0, y: 0, width: size, height: size - Math.round(size / 20) };
  drawGround(canvas, palette, size, (by) => {
    const shrunk: Box = {
      x: by * 1.6,
      y: by * 1.9,
      width: box.width - by * 3.2,
      height: box.height - by * 2.9,
    };
    return triangle(shrunk, size * 0.13);
  });
  const width = Math.max(2, Math.round(size / 16) * 2) - (size > 30 ? (size % 2) + 1 : 0);
  const stroke = size % 2 === width % 2 ? width : width + 1;
  const x = (size - stroke) / 2;
  const top = Math.round(size * 0.34);
  const bottom = Math.round(size * 0.87);
  const dot = Math.max(2, Math.round(size * 0.1));
  const gap = Math.max(1, Math.round(size * 0.06));
  const mark = [
    rectangle({ x, y: top, width: stroke, height: bottom - top - dot - gap }),
    rectangle({ x, y: bottom - dot, width: stroke, height: dot }),
  ];
  if (variant === 'template') canvas.cut(fillContours(mark, size, size));
  else paint(mark, palette.ink);
}

/** An octagon, as a stop sign, with the number in it. */
function drawOver(
  canvas: Canvas,
  face: TrayIconFace,
  palette: Palette,
  size: number,
  variant: TrayIconVariant,
): void {
  const cost = variant === 'template' ? null : costLine(face, size);
  // Two lines need more of the corners.
  const cut = size * (cost ? 0.22 : 0.27);
  drawGround(canvas, palette, size, (by) => octagon(inset(whole(size), by), cut - by * 0.4));
  const margin = Math.max(1, Math.round(size * 0.07));
  const ink = (text: string, y: number, height: number, side: number) => {
    const coverage = drawText(text, { x: side, y, width: size - 2 * side, height }, size);
    if (variant === 'template') canvas.cut(coverage);
    else canvas.paint(coverage, palette.ink);
  };
  if (!cost) {
    const height = size < 20 ? 9 : Math.round(size * 0.27) * 2 + (size % 2);
    ink(face.text, Math.floor((size - height) / 2), height, margin);
    return;
  }
  const low = Math.max(7, Math.round(size * 0.27));
  const high = Math.max(9, Math.round(size * 0.36));
  const gap = Math.max(1, Math.round(size * 0.06));
  const top = Math.floor((size - low - high - gap) / 2);
  ink(face.text, top, high, margin + 1);
  ink(cost, top + high + gap, low, margin + 1);
}

/** The number over its bar: of paint on a panel, or on a plate of its own. */
function drawNumber(
  canvas: Canvas,
  face: TrayIconFace,
  palette: Palette,
  size: number,
  variant: TrayIconVariant,
): void {
  const isPlate = variant === 'plate';
  if (isPlate) {
    drawGround(canvas, palette, size, (by) =>
      roundedRectangle(inset(whole(size), by), size * 0.24 - by),
    );
  }
  const side = isPlate ? Math.max(1, Math.round(size * 0.1) - (size < 20 ? 1 : 0)) : 0;
  const edge = isPlate ? Math.max(2, Math.round(size * 0.12)) : Math.round(size * 0.02);
  const inner = size - 2 * side;
  const text = (value: string, y: number, height: number) =>
    canvas.paint(drawText(value, { x: side, y, width: inner, height }, size), palette.ink);

  const hasBar = face.fraction !== null;
  const cost = costLine(face, size);
  const barHeight = Math.max(cost ? 1 : 2, Math.round(size * (cost ? 0.05 : 0.09)));
  const gap = Math.max(isPlate || cost ? 1 : 2, Math.round(size * 0.055));
  if (face.shape === 'unknown') {
    canvas.paint(fillContours([dash(size)], size, size), palette.ink);
    return;
  }
  if (cost) {
    const low = Math.max(7, Math.round(size * 0.28));
    const bottom = size - (isPlate ? edge - 1 : 0);
    const bar = bottom - low - gap - barHeight;
    const top = isPlate ? edge - 2 : 0;
    text(cost, bottom - low, low);
    if (hasBar) {
      drawBar(canvas, face, palette, { x: side, y: bar, width: inner, height: barHeight }, size);
    }
    text(face.text, top, bar - gap - top);
    return;
  }
  if (!hasBar) {
    text(face.text, edge + 1, size - 2 * edge - 2);
    return;
  }
  const side2 = isPlate ? side + Math.round(size * 0.03) : 0;
  const bar: Box = {
    x: side2,
    y: size - edge - barHeight,
    width: size - 2 * side2,
    height: barHeight,
  };
  drawBar(canvas, face, palette, bar, size);
  text(face.text, edge, bar.y - gap - edge);
}

/** A dash in the middle, for what is not known; `length` is of the whole icon it would suit. */
function dash(length: number, size = length): Contour {
  const half = Math.round(length * 0.24);
  const thickness = Math.max(1, Math.round(size * 0.055));
  const centre = size / 2;
  return rectangle({
    x: centre - half,
    y: centre - thickness,
    width: 2 * half,
    height: 2 * thickness,
  });
}

/** Cost fits as a second line from 22 pixels on. */
const costLine = ({ cost }: TrayIconFace, size: number) => (size >= 22 ? cost : null);

function drawBar(
  canvas: Canvas,
  face: TrayIconFace,
  palette: Palette,
  bar: Box,
  size: number,
): void {
  const paint = painter(canvas, size);
  if (face.shape === 'stale') {
    paint(dotsAlong(bar), palette.ink);
    return;
  }
  paint([rectangle(bar)], palette.track);
  const fraction = face.fraction ?? 0;
  const filled = fraction > 0 ? Math.max(1, Math.round(bar.width * fraction)) : 0;
  if (filled > 0) paint([rectangle({ ...bar, width: filled })], palette.ink);
  // On a plate `near` is already dark on light; paint on a panel gets a post at the limit.
  if (face.level === 'near' && palette.ground[3] === 0) {
    const width = Math.max(1, Math.round(size / 16));
    const rise = Math.max(1, Math.round(size / 20));
    const x = bar.x + bar.width - width;
    paint([rectangle({ x, y: bar.y - rise, width, height: bar.height + rise })], palette.ink);
  }
}

/** Three dots: what was known, not what is. */
function dotsAlong({ x, y, width, height }: Box): readonly Contour[] {
  const dot = Math.max(2, height);
  const step = Math.floor((width - dot) / 3);
  const left = x + Math.floor((width - dot - 2 * step) / 2);
  return [0, 1, 2].map((i) => rectangle({ x: left + i * step, y, width: dot, height }));
}

/** A gauge for the macOS menu bar, where the number stands beside it as text. */
function drawRing(canvas: Canvas, face: TrayIconFace, palette: Palette, size: number): void {
  const paint = painter(canvas, size);
  const centre = size / 2;
  const outer = size / 2 - Math.max(1, Math.round(size * 0.06));
  const thickness = Math.max(2, Math.round(size * 0.13));
  const inner = outer - thickness;
  if (face.shape === 'unknown') {
    const dashes = Array.from({ length: 8 }, (_, i) =>
      arc(centre, outer, inner, (i - 0.28) / 8, (i + 0.28) / 8),
    );
    paint(dashes, palette.track);
    paint([dash(size * 0.66, size)], palette.ink);
    return;
  }
  if (face.shape === 'stale') {
    paint([arc(centre, outer, inner, 0, 1)], palette.track);
    const hand = Math.max(2, Math.round(size / 22) * 2);
    const up = inner * 0.72;
    paint(
      [
        rectangle({ x: centre - hand / 2, y: centre - up, width: hand, height: up + hand / 2 }),
        rectangle({
          x: centre - hand / 2,
          y: centre - hand / 2,
          width: inner * 0.62,
          height: hand,
        }),
      ],
      palette.ink,
    );
    return;
  }
  paint([arc(centre, outer, inner, 0, 1)], palette.track);
  if (face.fraction === null) {
    // Spending without a limit: nothing to fill, so the ring says what is counted.
    const side = Math.round(size * 0.28);
    canvas.paint(drawText('$', inset(whole(size), side), size), palette.ink);
    return;
  }
  const { fraction } = face;
  if (fraction > 0) paint([arc(centre, outer, inner, 0, fraction)], palette.ink);
  if (face.level === 'near') paint([disc(centre, centre, inner * 0.5)], palette.ink);
}

/** The ground within its rim; `outline` answers the shape shrunk by so many pixels. */
function drawGround(
  canvas: Canvas,
  palette: Palette,
  size: number,
  outline: (by: number) => Contour,
): void {
  const around = fillContours([outline(0)], size, size);
  canvas.paint(around, palette.ground);
  if (palette.rim[3] === 0) return;
  const line = Math.max(1, Math.round(size / 28));
  const within = fillContours([outline(line)], size, size);
  const values = around.values.map((value, i) => Math.max(0, value - (within.values[i] ?? 0)));
  canvas.paint({ ...around, values }, palette.rim);
}

const painter =
  (canvas: Canvas, size: number) =>
  (contours: readonly Contour[], colour: Palette['ink']): void =>
    canvas.paint(fillContours(contours, size, size), colour);
