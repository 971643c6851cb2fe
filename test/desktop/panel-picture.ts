import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DesktopSession } from './session.mjs';
import type { TrayPixels } from './tray-reading.js';

const exec = promisify(execFile);
const SCREEN = { width: 1280, height: 800 } as const;
const PANEL_HEIGHT = 28;
const OPAQUE = 255;
/** A compositor may round. */
const TOLERANCE = 3;

type Colour = readonly [red: number, green: number, blue: number];

/** Whether the panel at the bottom of the screen shows this icon, pixel by pixel, at its own size. */
export async function isOnPanel(session: DesktopSession, icon: TrayPixels): Promise<boolean> {
  const panel = await photographPanel(session);
  const wanted = opaquePixels(icon);
  for (let top = 0; top + icon.height <= PANEL_HEIGHT; top += 1) {
    for (let left = SCREEN.width - icon.width; left >= 0; left -= 1) {
      const isHere = wanted.every(({ x, y, colour }) => {
        const at = ((top + y) * SCREEN.width + left + x) * 4;
        return colour.every((part, index) => {
          const seen = panel[at + index] ?? -1;
          return Math.abs(seen - part) <= TOLERANCE;
        });
      });
      if (isHere) return true;
    }
  }
  return false;
}

/** How many pixels stand out from the icon's own plate by at least 4.5:1: the drawn characters. */
export function countLegiblePixels(icon: TrayPixels): number {
  const colours = opaquePixels(icon).map(({ colour }) => colour);
  const counts = new Map<string, number>();
  for (const colour of colours) counts.set(String(colour), (counts.get(String(colour)) ?? 0) + 1);
  const [plate] = [...counts].sort(([, a], [, b]) => b - a);
  if (!plate) return 0;
  const plateColour = plate[0].split(',').map(Number) as unknown as Colour;
  return colours.filter((colour) => contrast(colour, plateColour) >= 4.5).length;
}

export const opaqueShare = (icon: TrayPixels): number =>
  opaquePixels(icon).length / (icon.width * icon.height);

function opaquePixels({ width, argb }: TrayPixels) {
  const pixels: { x: number; y: number; colour: Colour }[] = [];
  for (let at = 0; at < argb.length; at += 4) {
    const [alpha, red = 0, green = 0, blue = 0] = argb.subarray(at, at + 4);
    const index = at / 4;
    if (alpha === OPAQUE) {
      pixels.push({ x: index % width, y: Math.floor(index / width), colour: [red, green, blue] });
    }
  }
  return pixels;
}

async function photographPanel(session: DesktopSession): Promise<Buffer> {
  const file = path.join(session.runtimeDir, 'screen.png');
  await session.screenshot(file);
  const crop = `${SCREEN.width}x${PANEL_HEIGHT}+0+${SCREEN.height - PANEL_HEIGHT}`;
  const { stdout } = await exec(
    'convert',
    [file, '-crop', crop, '+repage', '-depth', '8', 'rgba:-'],
    { encoding: 'buffer' },
  );
  return stdout;
}

const contrast = (one: Colour, other: Colour): number => {
  const [bright = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
};

/** WCAG 2.1. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
