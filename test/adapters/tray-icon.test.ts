import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Bitmap } from '../../src-main/adapters/tray-icon/bitmap.js';
import { drawTrayIcon } from '../../src-main/adapters/tray-icon/draw-tray-icon.js';
import { encodePng } from '../../src-main/adapters/tray-icon/encode-png.js';
import { fillContours } from '../../src-main/adapters/tray-icon/fill-contours.js';
import { toBgra } from '../../src-main/adapters/tray-icon/to-bgra.js';
import type { TrayIconFace } from '../../src-main/core/snapshot/tray-view.js';

const SIZES = [16, 20, 22, 24, 32, 44, 48, 64];
const VARIANTS = ['plate', 'light-panel', 'dark-panel', 'template'] as const;
const LIGHT = [243, 243, 243];
const DARK = [32, 33, 36];

const percent = (text: string, fraction: number | null): TrayIconFace => ({
  shape: 'percent',
  text,
  fraction,
  level: 'fine',
  dimmed: false,
  cost: null,
});
/** The same number wherever a state has one: only the state differs. */
const states: Readonly<Record<string, TrayIconFace>> = {
  fine: percent('88', 0.88),
  near: { ...percent('88', 0.88), level: 'near' },
  over: { ...percent('88', 1), shape: 'over', level: 'over' },
  stale: { ...percent('88', 0), shape: 'stale', dimmed: true },
  unknown: { ...percent('–', 0), shape: 'unknown', dimmed: true },
  failing: { ...percent('!', 0), shape: 'failing' },
  zero: percent('0', 0),
};
const shapes = Object.keys(states);
const pairs = shapes.flatMap((a, i) => shapes.slice(i + 1).map((b) => [a, b] as const));
const stateOf = (name: string) => states[name] ?? percent('0', 0);

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];
function pixelsOf({ rgba }: Bitmap): Pixel[] {
  return Array.from({ length: rgba.length / 4 }, (_, i): Pixel => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(i * 4, i * 4 + 4);
    return [red, green, blue, alpha];
  });
}

/** WCAG 2.2 relative luminance. */
function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const linear = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const over = ([red, green, blue, alpha]: Pixel, ground: readonly number[]) =>
  [red, green, blue].map(
    (value, i) => value * (alpha / 255) + (ground[i] ?? 0) * (1 - alpha / 255),
  );

/** Luminances of the icon as it lies on a panel: what is left for an eye without colours. */
const greys = (bitmap: Bitmap, ground: readonly number[]) =>
  pixelsOf(bitmap).map((pixel) => luminance(over(pixel, ground)));

describe.each(VARIANTS)('%s', (variant) => {
  describe.each(SIZES)('%i px', (size) => {
    const draw = (face: TrayIconFace) => drawTrayIcon(face, { size, variant });

    it('every two states differ without colours', () => {
      const ground = variant === 'dark-panel' ? DARK : LIGHT;
      const drawn = new Map(shapes.map((name) => [name, greys(draw(stateOf(name)), ground)]));
      for (const [a, b] of pairs) {
        const other = drawn.get(b) ?? [];
        const different = drawn.get(a)?.filter((grey, i) => contrast(grey, other[i] ?? 0) > 1.5);
        // The least is the post by which `near` differs from `fine` on a panel.
        expect(different?.length, `${a} and ${b}`).toBeGreaterThanOrEqual(size / 8);
      }
    });

    it('draws inside the bitmap and the same bytes again', () => {
      for (const face of [...Object.values(states), percent('$12k', null)]) {
        const bitmap = draw(face);
        expect(bitmap).toMatchObject({ width: size, height: size });
        expect(bitmap.rgba.length).toBe(size * size * 4);
        expect(draw(face).rgba).toEqual(bitmap.rgba);
      }
    });

    it('changes with the number', () => {
      const seen = new Set<string>();
      const over = (text: string): TrayIconFace => ({ ...stateOf('over'), text });
      for (const text of ['100', '101', '110', '128', '188', '234', '356', '407', '579', '999']) {
        seen.add(Buffer.from(draw(over(text)).rgba).toString('base64'));
      }
      expect(seen.size).toBe(10);
    });
  });
});

describe.each(SIZES)('legible at %i px', (size) => {
  /** Where a face differs from the same face without text. */
  function textPixels(face: TrayIconFace, variant: (typeof VARIANTS)[number]) {
    const drawn = drawTrayIcon(face, { size, variant });
    const blank = drawTrayIcon({ ...face, text: '' }, { size, variant });
    const grounds = pixelsOf(blank);
    return pixelsOf(drawn)
      .map((pixel, i) => ({
        pixel,
        ground: grounds[i] ?? pixel,
        x: i % size,
        y: Math.floor(i / size),
      }))
      .filter(({ pixel, ground }) => pixel.some((value, i) => value !== ground[i]));
  }

  it.each([
    ['plate', LIGHT],
    ['plate', DARK],
    ['light-panel', LIGHT],
    ['dark-panel', DARK],
  ] as const)('every state on %s has text of 3:1 or better on %j', (variant, panel) => {
    for (const name of ['fine', 'near', 'over', 'stale', 'zero']) {
      const text = textPixels(stateOf(name), variant);
      const ratios = text.map(({ pixel, ground }) =>
        contrast(luminance(over(pixel, panel)), luminance(over(ground, panel))),
      );
      const clear = ratios.filter((ratio) => ratio >= 3).length;
      expect(Math.max(...ratios), name).toBeGreaterThanOrEqual(3);
      // The rest are softened edges.
      expect(clear / ratios.length, name).toBeGreaterThanOrEqual(0.6);
    }
  });

  it.each([
    ['plate', 'failing'],
    ['plate', 'unknown'],
    ['light-panel', 'failing'],
    ['light-panel', 'unknown'],
    ['dark-panel', 'failing'],
    ['dark-panel', 'unknown'],
  ] as const)('the mark on %s when %s has 3:1 or better', (variant, name) => {
    const panel = variant === 'dark-panel' ? DARK : LIGHT;
    const drawn = greys(drawTrayIcon(stateOf(name), { size, variant }), panel);
    const middle = Math.floor(size / 2);
    const row = (y: number) => drawn.slice(y * size, (y + 1) * size);
    const mark = row(middle)[middle] ?? 0;
    const beside =
      name === 'failing'
        ? (row(middle)[middle + Math.ceil(size / 6)] ?? 0)
        : (row(middle + Math.ceil(size / 6))[middle] ?? 0);
    expect(contrast(mark, beside)).toBeGreaterThanOrEqual(3);
  });

  it.each(VARIANTS)('three digits stay whole inside the bitmap on %s', (variant) => {
    for (const text of ['100', '128', '356', '888']) {
      const face: TrayIconFace = { ...stateOf('over'), text };
      const drawn = textPixels(face, variant);
      const columns = new Set(drawn.map(({ x }) => x));
      const left = Math.min(...columns);
      const right = Math.max(...columns);
      // Two blank columns part three digits, and a column is left at either side.
      const blank = Array.from({ length: right - left }, (_, i) => left + i).filter(
        (x) => !columns.has(x),
      );
      expect(blank.length).toBeGreaterThanOrEqual(2);
      expect(left).toBeGreaterThanOrEqual(1);
      expect(right).toBeLessThanOrEqual(size - 2);
    }
  });
});

describe.each(SIZES)('a learned percentage at %i px', (size) => {
  const inkOf = (text: string, variant: (typeof VARIANTS)[number]) => {
    const face: TrayIconFace =
      variant === 'template' ? { ...stateOf('over'), text } : percent(text, 0.82);
    const drawn = pixelsOf(drawTrayIcon(face, { size, variant }));
    const blank = pixelsOf(drawTrayIcon({ ...face, text: '' }, { size, variant }));
    return drawn.flatMap((pixel, i) =>
      pixel.some((value, channel) => Math.abs(value - (blank[i]?.[channel] ?? 0)) > 90)
        ? [{ x: i % size, y: Math.floor(i / size) }]
        : [],
    );
  };
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values) + 1;

  it.each(VARIANTS)('has a wave of its own before the digits on %s', (variant) => {
    for (const text of ['~82', '~100', '~9', '~<1']) {
      const ink = inkOf(text, variant);
      const columns = [...new Set(ink.map(({ x }) => x))].sort((a, b) => a - b);
      const end = columns.find((x) => !columns.includes(x + 1)) ?? 0;
      const wave = ink.filter(({ x }) => x <= end);
      const digits = ink.filter(({ x }) => x > end);
      expect(digits.length, text).toBeGreaterThan(wave.length);
      // A bar would be as high everywhere, and a minus is no "about".
      const heights = columns.slice(0, columns.indexOf(end) + 1).map((x) => {
        const column = wave.filter((pixel) => pixel.x === x).map(({ y }) => y);
        return column.reduce((sum, y) => sum + y, 0) / column.length;
      });
      expect(Math.max(...heights) - Math.min(...heights), text).toBeGreaterThanOrEqual(1);
      expect(spread(wave.map(({ y }) => y))).toBeLessThan(spread(digits.map(({ y }) => y)) * 0.6);
      expect(columns[0]).toBeGreaterThanOrEqual(0);
      expect(columns.at(-1)).toBeLessThan(size);
    }
  });

  it.each(VARIANTS)('keeps two digits nearly as high as without the mark on %s', (variant) => {
    const heightOf = (text: string) => spread(inkOf(text, variant).map(({ y }) => y));
    expect(heightOf('~82') / heightOf('82')).toBeGreaterThanOrEqual(0.7);
  });
});

it('shows today’s cost from 22 px on, and still every state apart', () => {
  const withCost = (face: TrayIconFace): TrayIconFace => ({ ...face, cost: '$128' });
  for (const size of SIZES) {
    for (const variant of ['plate', 'light-panel', 'dark-panel'] as const) {
      const draw = (face: TrayIconFace) => drawTrayIcon(face, { size, variant }).rgba;
      const fine = stateOf('fine');
      expect(Buffer.from(draw(withCost(fine))).equals(draw(fine))).toBe(size < 22);
      const seen = ['fine', 'near', 'over', 'stale'].map((name) =>
        Buffer.from(draw(withCost(stateOf(name)))).toString('base64'),
      );
      expect(new Set(seen).size).toBe(4);
    }
  }
});

it('a template is black with alpha only', () => {
  for (const face of Object.values(states)) {
    const pixels = pixelsOf(drawTrayIcon(face, { size: 44, variant: 'template' }));
    expect(pixels.every(([red, green, blue]) => red + green + blue === 0)).toBe(true);
    expect(pixels.some(([, , , alpha]) => alpha > 60)).toBe(true);
  }
});

it('a bar grows with the percentage', () => {
  const inked = [0, 0.01, 0.3, 0.6, 0.9, 1].map((fraction) => {
    const { rgba } = drawTrayIcon(percent('5', fraction), { size: 32, variant: 'light-panel' });
    return rgba.reduce((sum, value, i) => sum + (i % 4 === 3 ? value : 0), 0);
  });
  expect(inked).toEqual([...inked].sort((a, b) => a - b));
  expect(new Set(inked).size).toBe(inked.length);
});

it('covers exactly the area of a polygon, and overlaps once', () => {
  const square = [1.25, 1.5, 3.75, 1.5, 3.75, 3.5, 1.25, 3.5];
  const { values } = fillContours([square, square], 5, 5);
  const area = values.reduce((sum, value) => sum + value, 0);
  expect(area).toBeCloseTo(2.5 * 2, 5);
  expect(values[2 * 5 + 2]).toBe(1);
  expect(values[1 * 5 + 1]).toBeCloseTo(0.75 * 0.5, 5);
});

it('gives Electron premultiplied BGRA', () => {
  const rgba = Uint8Array.from([200, 100, 50, 128, 255, 255, 255, 0, 1, 2, 3, 255]);
  expect([...toBgra({ width: 3, height: 1, rgba })]).toEqual([
    25, 50, 100, 128, 0, 0, 0, 0, 3, 2, 1, 255,
  ]);
});

it('writes a PNG that decodes back to the same pixels', () => {
  const bitmap = drawTrayIcon(stateOf('near'), { size: 22, variant: 'plate' });
  const png = encodePng(bitmap);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([22, 22]);
  // CRC-32 of "IEND", as every PNG ends.
  expect(png.subarray(-4).toString('hex')).toBe('ae426082');
  const start = png.indexOf('IDAT');
  const body = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const rows = Array.from({ length: 22 }, (_, y) => {
    expect(body[y * 89]).toBe(0);
    return body.subarray(y * 89 + 1, (y + 1) * 89);
  });
  expect(Buffer.concat(rows).equals(bitmap.rgba)).toBe(true);
});
