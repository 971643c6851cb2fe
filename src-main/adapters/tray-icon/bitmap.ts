import type { Coverage } from './fill-contours.js';
import type { Colour } from './palette.js';

/** Straight (not premultiplied) RGBA, row by row. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface Canvas {
  paint(coverage: Coverage, colour: Colour): void;
  /** Cuts a shape out of what was painted. */
  cut(coverage: Coverage): void;
  bitmap(): Bitmap;
}

export function createCanvas(width: number, height: number): Canvas {
  /** Premultiplied, 0..1. */
  const pixels = new Float32Array(width * height * 4);
  const blend = (at: number, source: Colour, alpha: number) => {
    for (let channel = 0; channel < 4; channel += 1) {
      const value = channel === 3 ? 1 : (source[channel] ?? 0) / 255;
      pixels[at + channel] = value * alpha + (pixels[at + channel] ?? 0) * (1 - alpha);
    }
  };
  return {
    paint({ values }, colour) {
      values.forEach((value, i) => {
        if (value > 0 && colour[3] > 0) blend(i * 4, colour, value * colour[3]);
      });
    },
    cut({ values }) {
      values.forEach((value, i) => {
        if (value === 0) return;
        for (let at = i * 4; at < i * 4 + 4; at += 1) pixels[at] = (pixels[at] ?? 0) * (1 - value);
      });
    },
    bitmap() {
      const rgba = new Uint8Array(pixels.length);
      for (let at = 0; at < pixels.length; at += 4) {
        const alpha = pixels[at + 3] ?? 0;
        if (alpha < 1 / 512) continue;
        for (let channel = 0; channel < 3; channel += 1) {
          rgba[at + channel] = Math.round(((pixels[at + channel] ?? 0) / alpha) * 255);
        }
        rgba[at + 3] = Math.round(alpha * 255);
      }
      return { width, height, rgba };
    },
  };
}
