import type { TrayIconFace } from '../../core/snapshot/tray-view.js';

/** Where the icon will lie: `plate` brings its own ground, `template` is recoloured by macOS. */
export type TrayIconVariant = 'plate' | 'light-panel' | 'dark-panel' | 'template';

export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** What lies under the text, the text, the unfilled track and the line around. */
export interface Palette {
  readonly ground: Colour;
  readonly ink: Colour;
  readonly track: Colour;
  readonly rim: Colour;
}

function colour(hex: number, alpha = 1): Colour {
  return [(hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha];
}

const WHITE = 0xffffff;
const INK = 0x14191c;
const none = colour(0, 0);

/** Text against its ground, and ground or rim against light and dark panels, reach 3:1. */
const plates = {
  fine: {
    ground: colour(0x0b6678),
    ink: colour(WHITE),
    track: colour(WHITE, 0.36),
    rim: colour(0xbfe3e8, 0.55),
  },
  near: {
    ground: colour(0xf5b94a),
    ink: colour(0x2a1a02),
    track: colour(0x2a1a02, 0.3),
    rim: colour(0x7a4a05),
  },
  over: {
    ground: colour(0xbb1f1f),
    ink: colour(WHITE),
    track: colour(WHITE, 0.36),
    rim: colour(0xffd9d6, 0.75),
  },
  dimmed: {
    ground: colour(0x56636b),
    ink: colour(0xe6ebed),
    track: colour(WHITE, 0.3),
    rim: colour(0xc9d2d6, 0.5),
  },
} as const satisfies Record<string, Palette>;

const panel = (ink: number, track: number): Palette => ({
  ground: none,
  ink: colour(ink),
  track: colour(track, 0.32),
  rim: none,
});
const filled = (ground: number, ink: number): Palette => ({
  ground: colour(ground),
  ink: colour(ink),
  track: colour(ink, 0.4),
  rim: none,
});

const panels = {
  'light-panel': {
    fine: panel(INK, INK),
    near: panel(0xa8500a, INK),
    over: filled(0xbb1f1f, WHITE),
    failing: filled(0xa8500a, WHITE),
    dimmed: panel(0x6b777d, INK),
  },
  'dark-panel': {
    fine: panel(WHITE, WHITE),
    near: panel(0xfbbf24, WHITE),
    over: filled(0xf87171, INK),
    failing: filled(0xfbbf24, INK),
    dimmed: panel(0x9ba8ad, WHITE),
  },
} as const;

const black: Palette = {
  ground: colour(0),
  ink: colour(0),
  track: colour(0, 0.3),
  rim: none,
};
const faint: Palette = { ...black, ink: colour(0, 0.55), track: colour(0, 0.55) };

/** Below this size the digits need the pixels of the rim. */
const SMALLEST_RIM = 20;

export function paletteOf(
  { shape, level, dimmed }: TrayIconFace,
  variant: TrayIconVariant,
  size: number,
): Palette {
  if (variant === 'template') return dimmed ? faint : black;
  if (variant === 'plate') {
    if (shape === 'failing') return plates.near;
    const plate = dimmed ? plates.dimmed : plates[level];
    return size < SMALLEST_RIM ? { ...plate, rim: none } : plate;
  }
  if (dimmed) return panels[variant].dimmed;
  return panels[variant][shape === 'failing' ? 'failing' : level];
}
