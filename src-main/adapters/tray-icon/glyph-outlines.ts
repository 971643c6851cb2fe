import type { Contour } from './fill-contours.js';

/** A glyph's box and the thickness of its upright and level strokes, in pixels. */
export interface GlyphShape {
  readonly width: number;
  readonly height: number;
  readonly stem: number;
  readonly bar: number;
}

type Point = readonly [x: number, y: number];
type Curve = readonly [Point, Point, Point, Point];

/** Control length of a quarter curve: above 0.552 (a circle) bowls grow squarer and roomier. */
const BOWL = 0.64;
const STEPS_PER_QUARTER = 8;

/** Outlines of one glyph with its box's corner at 0, 0; empty for a character we do not draw. */
export function glyphOutlines(character: string, shape: GlyphShape): readonly Contour[] {
  return drawings[character]?.(shape) ?? [];
}

/** Width against a full digit; the others are as wide as a digit. */
const widths: Readonly<Record<string, number>> = {
  '1': 0.66,
  '.': 0.36,
  '!': 0.36,
  M: 1.3,
  '~': 0.72,
};

export const glyphWidth = (character: string) => widths[character] ?? 1;

const drawings: Readonly<Record<string, (shape: GlyphShape) => readonly Contour[]>> = {
  '0': (s) => {
    const e = edges(s);
    return loop(s, e.left, e.top, e.right, e.bottom);
  },
  '1': ({ width, height, stem, bar }) => {
    const left = width - stem;
    const drop = Math.max(bar * 1.35, height * 0.2);
    return [
      box(left, 0, stem, height),
      polygon(
        [left + stem * 0.3, 0],
        [left + stem, 0],
        [left, bar * 1.5],
        [0, drop + bar * 0.5],
        [0, drop - bar * 0.6],
      ),
    ];
  },
  '2': (s) => {
    const e = edges(s);
    const shoulder = s.height * 0.3;
    const foot = s.height - s.bar;
    return [
      stroke(s, [
        ...quarter([e.left, shoulder], [e.middle, e.top], 'upright'),
        ...quarter([e.middle, e.top], [e.right, shoulder], 'level'),
        ...curve(
          [e.right, shoulder],
          [e.right, s.height * 0.5],
          [e.left + s.width * 0.2, s.height * 0.6],
          [e.left + s.stem * 0.1, foot + s.bar * 0.4],
        ),
      ]),
      box(0, foot, s.width, s.bar),
    ];
  },
  '3': (s) => {
    const e = edges(s);
    const waist = s.height * 0.48;
    const upper = e.right - s.width * 0.04;
    return [
      stroke(s, [
        ...quarter([e.left, s.height * 0.25], [e.middle, e.top], 'upright'),
        ...quarter([e.middle, e.top], [upper, (e.top + waist) / 2], 'level'),
        ...quarter([upper, (e.top + waist) / 2], [e.middle, waist], 'upright'),
      ]),
      stroke(s, [
        ...quarter([e.middle, waist], [e.right, (waist + e.bottom) / 2], 'level'),
        ...quarter([e.right, (waist + e.bottom) / 2], [e.middle, e.bottom], 'upright'),
        ...quarter([e.middle, e.bottom], [e.left, s.height * 0.75], 'level'),
      ]),
      box(s.width * 0.34, waist - s.bar / 2, s.width * 0.2, s.bar),
    ];
  },
  '4': ({ width, height, stem, bar }) => {
    const x = Math.round(width - stem - width * 0.14);
    const y = Math.round(height * 0.76) - bar;
    return [
      box(x, 0, stem, height),
      box(0, y, width, bar),
      polygon(
        [x, 0],
        [x + stem * 0.4, 0],
        [x + stem * 0.4, stem * 1.2],
        [stem * 0.95, y],
        [stem * 0.95, y + bar],
        [0, y + bar],
        [0, y],
      ),
    ];
  },
  '5': (s) => {
    const e = edges(s);
    const belly = s.height * 0.4;
    return [
      box(s.width * 0.06, 0, s.width * 0.88, s.bar),
      polygon(
        [s.width * 0.06, 0],
        [s.width * 0.06 + s.stem, 0],
        [s.stem * 0.95, s.height * 0.5],
        [0, s.height * 0.53],
      ),
      stroke(s, [
        ...curve(
          [e.left, s.height * 0.5],
          [e.left + s.width * 0.1, belly + s.bar * 0.35],
          [e.middle - s.width * 0.12, belly + s.bar * 0.25],
          [e.middle, belly + s.bar * 0.25],
        ),
        ...quarter([e.middle, belly + s.bar * 0.25], [e.right, s.height * 0.68], 'level'),
        ...quarter([e.right, s.height * 0.68], [e.middle, e.bottom], 'upright'),
        ...quarter([e.middle, e.bottom], [e.left, s.height * 0.76], 'level'),
      ]),
    ];
  },
  '6': (s) => {
    const e = edges(s);
    const waist = s.height * 0.42;
    return [
      ...loop(s, e.left, waist, e.right, e.bottom),
      stroke(s, [
        ...quarter([e.right, s.height * 0.24], [e.middle, e.top], 'upright'),
        ...quarter([e.middle, e.top], [e.left, s.height * 0.42], 'level'),
        ...line([e.left, s.height * 0.42], [e.left, (waist + e.bottom) / 2]),
      ]),
    ];
  },
  '7': ({ width, height, stem, bar }) => [
    box(0, 0, width, bar),
    polygon(
      [width - stem * 1.12, bar * 0.5],
      [width, bar * 0.5],
      [width, bar],
      [width * 0.2 + stem * 1.12, height],
      [width * 0.2, height],
      [width - stem * 1.12, bar],
    ),
  ],
  '8': (s) => {
    const e = edges(s);
    const waist = s.height * 0.47;
    const indent = s.width * 0.05;
    return [
      ...loop(s, e.left + indent, e.top, e.right - indent, waist),
      ...loop(s, e.left, waist, e.right, e.bottom),
    ];
  },
  '9': (s) => turned(drawings['6']?.(s) ?? [], s),
  $: (s) => {
    const e = edges(s);
    const lift = s.height * 0.1;
    const top = e.top + lift;
    const bottom = e.bottom - lift;
    const waist = s.height / 2;
    const tick = Math.max(1, Math.round(s.stem * 0.8));
    return [
      stroke(s, [
        ...quarter([e.right, s.height * 0.33], [e.middle, top], 'upright'),
        ...quarter([e.middle, top], [e.left, (top + waist) / 2], 'level'),
        ...quarter([e.left, (top + waist) / 2], [e.middle, waist], 'upright'),
        ...quarter([e.middle, waist], [e.right, (waist + bottom) / 2], 'level'),
        ...quarter([e.right, (waist + bottom) / 2], [e.middle, bottom], 'upright'),
        ...quarter([e.middle, bottom], [e.left, s.height * 0.67], 'level'),
      ]),
      box((s.width - tick) / 2, 0, tick, lift + s.bar * 0.5),
      box((s.width - tick) / 2, s.height - lift - s.bar * 0.5, tick, lift + s.bar * 0.5),
    ];
  },
  k: ({ width, height, stem }) => [
    box(0, 0, stem, height),
    polygon(
      [stem * 0.6, height * 0.66],
      [width - stem * 1.3, height * 0.3],
      [width, height * 0.3],
      [stem, height * 0.84],
      [stem * 0.6, height * 0.84],
    ),
    polygon(
      [width * 0.36, height * 0.62],
      [width * 0.36 + stem, height * 0.5],
      [width, height],
      [width - stem * 1.3, height],
    ),
  ],
  M: ({ width, height, stem }) => [
    box(0, 0, stem, height),
    box(width - stem, 0, stem, height),
    polygon(
      [0, 0],
      [stem, 0],
      [width / 2, height * 0.5],
      [width - stem, 0],
      [width, 0],
      [width / 2 + stem * 0.4, height * 0.75],
      [width / 2 - stem * 0.4, height * 0.75],
    ),
  ],
  '<': ({ width, height, stem, bar }) => [
    polygon(
      [width, height * 0.16],
      [width, height * 0.16 + bar * 1.3],
      [stem * 1.2, height * 0.5],
      [width, height * 0.84 - bar * 1.3],
      [width, height * 0.84],
      [0, height * 0.5 + bar * 0.5],
      [0, height * 0.5 - bar * 0.5],
    ),
  ],
  '.': ({ height, stem, bar }) => [box(0, height - bar, stem, bar)],
  '–': ({ width, height, bar }) => [box(0, Math.round((height - bar) / 2), width, bar)],
  '~': ({ width, height, bar }) => {
    const steps = waves[width];
    if (steps) return boxesOf(steps, Math.round((height - steps.length) / 2));
    const pen = Math.max(1, Math.min(bar * 0.8, width * 0.26));
    const reach = width - pen;
    const [left, middle, right] = [pen / 2, Math.round(height * 0.52), width - pen / 2];
    const swing = width * 0.42;
    return [
      stroke({ width, height, stem: pen, bar: pen }, [
        ...curve(
          [left, middle + swing * 0.42],
          [left + reach * 0.1, middle - swing],
          [left + reach * 0.36, middle - swing],
          [width / 2, middle],
        ),
        ...curve(
          [width / 2, middle],
          [right - reach * 0.36, middle + swing],
          [right - reach * 0.1, middle + swing],
          [right, middle - swing * 0.42],
        ),
      ]),
    ];
  },
  '!': ({ width, height, bar }) => [
    polygon(
      [0, 0],
      [width, 0],
      [width * 0.86, height - bar * 1.7],
      [width * 0.14, height - bar * 1.7],
    ),
    box(0, height - bar, width, bar),
  ],
};

/** A wave of few pixels is a blot unless it follows them: rows by its width. */
const waves: Readonly<Record<number, readonly string[]>> = {
  2: ['.#', '#.'],
  3: ['.##', '##.'],
  4: ['.#.#', '#.#.'],
  5: ['.##.#', '#.##.'],
  6: ['.##..#', '######', '#..##.'],
  7: ['.###..#', '#######', '#..###.'],
};

const boxesOf = (rows: readonly string[], top: number): readonly Contour[] =>
  rows.flatMap((row, y) =>
    [...row].flatMap((ink, x) => (ink === '#' ? [box(x, top + y, 1, 1)] : [])),
  );

/** Where the middles of the outermost strokes run. */
const edges = ({ width, height, stem, bar }: GlyphShape) => ({
  left: stem / 2,
  middle: width / 2,
  right: width - stem / 2,
  top: bar / 2,
  bottom: height - bar / 2,
});

const polygon = (...points: readonly Point[]): Contour => {
  const contour = points.flat();
  return area(contour) < 0 ? reversed(contour) : contour;
};

const box = (x: number, y: number, width: number, height: number): Contour =>
  polygon([x, y], [x + width, y], [x + width, y + height], [x, y + height]);

function area(contour: Contour): number {
  let sum = 0;
  for (let i = 0; i < contour.length; i += 2) {
    const next = (i + 2) % contour.length;
    sum +=
      (contour[i] ?? 0) * (contour[next + 1] ?? 0) - (contour[next] ?? 0) * (contour[i + 1] ?? 0);
  }
  return sum;
}

function reversed(contour: Contour): Contour {
  const turnedAround: number[] = [];
  for (let i = contour.length - 2; i >= 0; i -= 2) {
    turnedAround.push(contour[i] ?? 0, contour[i + 1] ?? 0);
  }
  return turnedAround;
}

const turned = (contours: readonly Contour[], { width, height }: GlyphShape) =>
  contours.map((contour) => contour.map((value, i) => (i % 2 === 0 ? width : height) - value));

function curve(...[a, b, c, d]: Curve): readonly Point[] {
  return Array.from({ length: STEPS_PER_QUARTER + 1 }, (_, step): Point => {
    const t = step / STEPS_PER_QUARTER;
    const [w0, w1, w2, w3] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return [
      w0 * a[0] + w1 * b[0] + w2 * c[0] + w3 * d[0],
      w0 * a[1] + w1 * b[1] + w2 * c[1] + w3 * d[1],
    ];
  });
}

const line = (from: Point, to: Point): readonly Point[] => [from, to];

/** Quarter of a bowl that leaves `from` upright or level and arrives the other way. */
function quarter(from: Point, to: Point, leaves: 'upright' | 'level'): readonly Point[] {
  const [x0, y0] = from;
  const [x1, y1] = to;
  return leaves === 'upright'
    ? curve(from, [x0, y0 + (y1 - y0) * BOWL], [x1 - (x1 - x0) * BOWL, y1], to)
    : curve(from, [x0 + (x1 - x0) * BOWL, y0], [x1, y1 - (y1 - y0) * BOWL], to);
}

/** Closed bowl: an outer contour and, the other way round, its hole. */
function loop(
  shape: GlyphShape,
  left: number,
  top: number,
  right: number,
  bottom: number,
): readonly Contour[] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const path = [
    ...quarter([x, top], [right, y], 'level'),
    ...quarter([right, y], [x, bottom], 'upright'),
    ...quarter([x, bottom], [left, y], 'level'),
    ...quarter([left, y], [x, top], 'upright'),
  ];
  const { outside, inside } = sides(shape, path, true);
  return [outside.flat(), reversed(inside.flat())];
}

/** Open stroke with flat ends. */
function stroke(shape: GlyphShape, path: readonly Point[]): Contour {
  const { outside, inside } = sides(shape, path, false);
  return polygon(...outside, ...inside.reverse());
}

/** Both sides of a path drawn by an upright elliptical pen `stem` wide and `bar` high. */
function sides({ stem, bar }: GlyphShape, path: readonly Point[], isClosed: boolean) {
  const points = path.filter(([x, y], i) => {
    const before = path[i - 1];
    return !before || Math.hypot(x - before[0], y - before[1]) > 1e-6;
  });
  if (isClosed) points.pop();
  const count = points.length;
  const outside: Point[] = [];
  const inside: Point[] = [];
  points.forEach(([x, y], i) => {
    const before = points[isClosed ? (i + count - 1) % count : Math.max(0, i - 1)] ?? [x, y];
    const after = points[isClosed ? (i + 1) % count : Math.min(count - 1, i + 1)] ?? [x, y];
    const [normalX, normalY] = [after[1] - before[1], before[0] - after[0]];
    const [a, b] = [(stem / 2) ** 2 * normalX, (bar / 2) ** 2 * normalY];
    const length = Math.hypot((stem / 2) * normalX, (bar / 2) * normalY) || 1;
    outside.push([x + a / length, y + b / length]);
    inside.push([x - a / length, y - b / length]);
  });
  return { outside, inside };
}
