import { type Contour, type Coverage, fillContours } from './fill-contours.js';
import { type GlyphShape, glyphOutlines, glyphWidth } from './glyph-outlines.js';
import type { Box } from './outlines.js';
import { pixelText } from './pixel-glyphs.js';

/** Below these sizes of icon and line, hand-drawn glyphs are clearer than outlines. */
const SMALLEST_OUTLINED_ICON = 20;
const LOWEST_OUTLINE = 11;
const SLIMMEST_OUTLINED_DIGIT = 5;
const STEM = 0.2;
/** Thicker strokes would close the bowls of slim digits: stroke against width. */
const THICKEST = 0.36;
const WIDEST_DIGIT = 0.66;
/** Many characters make the line lower rather than spindly: height of a digit against its width. */
const SLIMMEST = 2.3;

/** Coverage of one line of text in the middle of a box, on a square icon. */
export function drawText(text: string, box: Box, size: number): Coverage {
  const isSmall = size < SMALLEST_OUTLINED_ICON || box.height < LOWEST_OUTLINE;
  if (isSmall || widestDigit(text, box) < SLIMMEST_OUTLINED_DIGIT) {
    const pixels = pixelText(text, box.width, box.height);
    if (pixels) return placePixels(pixels.rows, pixels.width, box, size);
  }
  return fillContours(outlinesInBox(text, box), size, size);
}

function placePixels(rows: readonly string[], width: number, box: Box, size: number): Coverage {
  const values = new Float32Array(size * size);
  const left = box.x + Math.floor((box.width - width) / 2);
  const top = box.y + Math.floor((box.height - rows.length) / 2);
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] === '#') values[(top + y) * size + left + x] = 1;
    }
  });
  return { width: size, height: size, values };
}

/** Every edge that can lie on a pixel boundary does: widths, gaps and strokes are whole pixels. */
function outlinesInBox(text: string, box: Box): readonly Contour[] {
  const { shape, gap, widths, total } = layOut(text, widestDigit(text, box), box);
  let x = box.x + Math.floor((box.width - total) / 2);
  const y = box.y + Math.floor((box.height - shape.height) / 2);
  return [...text].flatMap((character, i) => {
    const width = widths[i] ?? shape.width;
    const outlines = glyphOutlines(character, { ...shape, width });
    const left = x;
    x += width + gap;
    return outlines.map((contour) => contour.map((value, at) => value + (at % 2 === 0 ? left : y)));
  });
}

/** In pixels, as the whole line fits into the box. */
function widestDigit(text: string, box: Box): number {
  let digit = Math.round(box.height * WIDEST_DIGIT);
  while (digit > 1 && layOut(text, digit, box).total > box.width) digit -= 1;
  return digit;
}

function layOut(text: string, digit: number, box: Box) {
  const shape = shapeOf(digit, Math.min(box.height, Math.round(digit * SLIMMEST)));
  const gap = Math.max(1, Math.round(shape.stem * 0.45));
  const widths = [...text].map((character) => widthOf(character, shape));
  const total = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
  return { shape, gap, widths, total };
}

function shapeOf(width: number, height: number): GlyphShape {
  const widest = Math.min(Math.round(width * THICKEST), Math.floor((width - 1) / 2));
  const stem = Math.max(1, Math.min(Math.round(height * STEM), widest));
  return { width, height, stem, bar: Math.max(1, Math.min(stem, Math.round(height * 0.17))) };
}

const widthOf = (character: string, { width, stem }: GlyphShape) =>
  Math.max(stem, Math.round(width * glyphWidth(character)));
