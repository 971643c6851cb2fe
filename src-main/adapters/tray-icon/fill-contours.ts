/** Closed polygon as x, y, x, y…; pixel units, y downwards. */
export type Contour = readonly number[];

/** 0..1 for each pixel, row by row. */
export interface Coverage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Sub-scanlines per pixel row; along x the coverage is exact. */
const LINES_PER_ROW = 16;

/** Where one sub-scanline is crossed, from left to right. */
interface Crossings {
  readonly at: number[];
  /** Winding that begins there: +1 downwards, -1 upwards. */
  readonly steps: number[];
}

/** Area coverage of polygons under the non-zero rule: overlapping strokes count once. */
export function fillContours(
  contours: readonly Contour[],
  width: number,
  height: number,
): Coverage {
  const values = new Float32Array(width * height);
  const lines: (Crossings | undefined)[] = new Array(height * LINES_PER_ROW);
  for (const contour of contours) collectCrossings(contour, lines);
  for (let line = 0; line < lines.length; line += 1) {
    const crossings = lines[line];
    if (!crossings) continue;
    const row = Math.floor(line / LINES_PER_ROW) * width;
    let winding = 0;
    let from = 0;
    for (let i = 0; i < crossings.at.length; i += 1) {
      const x = crossings.at[i] ?? 0;
      if (winding === 0) from = x;
      winding += crossings.steps[i] ?? 0;
      if (winding === 0) addSpan(values, row, width, from, x);
    }
  }
  return { width, height, values };
}

function collectCrossings(contour: Contour, lines: (Crossings | undefined)[]): void {
  const count = contour.length;
  for (let i = 0; i < count; i += 2) {
    const x0 = contour[i] ?? 0;
    const y0 = (contour[i + 1] ?? 0) * LINES_PER_ROW;
    const x1 = contour[(i + 2) % count] ?? 0;
    const y1 = (contour[(i + 3) % count] ?? 0) * LINES_PER_ROW;
    const isDown = y0 < y1;
    // A sub-scanline is sampled at its middle.
    const first = Math.max(0, Math.ceil((isDown ? y0 : y1) - 0.5));
    const last = Math.min(lines.length - 1, Math.ceil((isDown ? y1 : y0) - 0.5) - 1);
    const slope = (x1 - x0) / (y1 - y0);
    for (let line = first; line <= last; line += 1) {
      let crossings = lines[line];
      if (!crossings) {
        crossings = { at: [], steps: [] };
        lines[line] = crossings;
      }
      insert(crossings, x0 + (line + 0.5 - y0) * slope, isDown ? 1 : -1);
    }
  }
}

/** There are few on a line, so moving the later ones along is the quickest sort. */
function insert({ at, steps }: Crossings, x: number, step: number): void {
  let place = at.length;
  while (place > 0 && (at[place - 1] ?? 0) > x) {
    at[place] = at[place - 1] ?? 0;
    steps[place] = steps[place - 1] ?? 0;
    place -= 1;
  }
  at[place] = x;
  steps[place] = step;
}

function addSpan(values: Float32Array, row: number, width: number, x0: number, x1: number): void {
  const from = Math.max(0, x0);
  const to = Math.min(width, x1);
  for (let column = Math.floor(from); column < to; column += 1) {
    const share = Math.min(to, column + 1) - Math.max(from, column);
    values[row + column] = Math.min(1, (values[row + column] ?? 0) + share / LINES_PER_ROW);
  }
}
