import type { Bitmap } from './bitmap.js';

/** Premultiplied BGRA, as Electron's `nativeImage.createFromBitmap` takes it. */
export function toBgra({ rgba }: Bitmap): Uint8Array {
  const bgra = new Uint8Array(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    bgra[at] = Math.round(((rgba[at + 2] ?? 0) * alpha) / 255);
    bgra[at + 1] = Math.round(((rgba[at + 1] ?? 0) * alpha) / 255);
    bgra[at + 2] = Math.round(((rgba[at] ?? 0) * alpha) / 255);
    bgra[at + 3] = alpha;
  }
  return bgra;
}
