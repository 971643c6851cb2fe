import { Menu, type NativeImage, nativeImage, nativeTheme, screen, Tray } from 'electron';
import type { TrayAction, TrayMenuRow, TrayView } from '../core/snapshot/tray-view.js';
import { drawTrayIcon, type TrayIconForm } from './tray-icon/draw-tray-icon.js';
import { encodePng } from './tray-icon/encode-png.js';
import { toBgra } from './tray-icon/to-bgra.js';

export interface TrayOptions {
  readonly onAction: (action: TrayAction) => void;
  readonly platform?: NodeJS.Platform;
}

export interface ShownTray {
  /** Touches only what differs from what is shown. */
  show(view: TrayView): void;
  destroy(): void;
}

/** Points of the icon's side: what Windows, macOS and most Linux panels ask for. */
const POINTS = { windows: 16, mac: 22, linux: 22 } as const;

/** Call after `app` is ready; the icon appears with the first view. */
export function createTray({ onAction, platform = process.platform }: TrayOptions): ShownTray {
  let tray: Tray | null = null;
  let view: TrayView | null = null;
  const shown = { face: '', pixels: Buffer.alloc(0), tooltip: '', title: '', menu: '' };

  const refresh = () => {
    if (!view) return;
    const image = changedImage(view);
    if (!tray) {
      tray = new Tray(image ?? nativeImage.createEmpty());
      // With a menu set, macOS opens it on either button.
      if (platform !== 'darwin') tray.on('click', () => onAction('open'));
    } else if (image) tray.setImage(image);
    showTexts(tray, view);
  };

  const changedImage = ({ icon }: TrayView): NativeImage | null => {
    const forms = iconForms(platform);
    const face = JSON.stringify([icon, forms]);
    if (face === shown.face) return null;
    shown.face = face;
    const bitmaps = forms.map((form) => drawTrayIcon(icon, form));
    const pixels = Buffer.concat(bitmaps.map(({ rgba }) => rgba));
    if (pixels.equals(shown.pixels)) return null;
    shown.pixels = pixels;
    const [first, second] = bitmaps;
    if (!first) return null;
    if (!second) {
      const { width, height } = first;
      return nativeImage.createFromBitmap(Buffer.from(toBgra(first)), { width, height });
    }
    const image = nativeImage.createFromBuffer(encodePng(first), { scaleFactor: 1 });
    image.addRepresentation({ scaleFactor: 2, buffer: encodePng(second) });
    image.setTemplateImage(true);
    return image;
  };

  const showTexts = (on: Tray, { tooltip, title, menu }: TrayView) => {
    if (tooltip !== shown.tooltip) {
      shown.tooltip = tooltip;
      on.setToolTip(tooltip);
    }
    if (platform === 'darwin' && title !== shown.title) {
      shown.title = title;
      on.setTitle(title, { fontType: 'monospacedDigit' });
    }
    const rows = JSON.stringify(menu);
    if (rows !== shown.menu) {
      shown.menu = rows;
      on.setContextMenu(buildMenu(menu, onAction));
    }
  };

  screen.on('display-metrics-changed', refresh);
  nativeTheme.on('updated', refresh);

  return {
    show(next) {
      view = next;
      refresh();
    },
    destroy() {
      screen.off('display-metrics-changed', refresh);
      nativeTheme.off('updated', refresh);
      view = null;
      tray?.destroy();
      tray = null;
    },
  };
}

function buildMenu(rows: readonly TrayMenuRow[], onAction: TrayOptions['onAction']): Menu {
  return Menu.buildFromTemplate(
    rows.map(({ label, action }) => {
      if (label === null) return { type: 'separator' };
      // A single ampersand would underline the next letter.
      const text = label.replaceAll('&', '&&');
      return action
        ? { label: text, click: () => onAction(action) }
        : { label: text, enabled: false };
    }),
  );
}

function iconForms(platform: NodeJS.Platform): readonly TrayIconForm[] {
  if (platform === 'darwin') {
    return [
      { size: POINTS.mac, variant: 'template' },
      { size: POINTS.mac * 2, variant: 'template' },
    ];
  }
  const scale = screen.getPrimaryDisplay().scaleFactor;
  if (platform === 'win32') {
    return [{ size: pixels(POINTS.windows, scale), variant: taskbarVariant() }];
  }
  // Hosts take the largest representation only, and panel colours cannot be known.
  return [{ size: pixels(POINTS.linux, scale), variant: 'plate' }];
}

const pixels = (points: number, scale: number) => Math.max(16, Math.round(points * scale));

/** The taskbar's own theme where this Electron can tell it: it may differ from the windows'. */
function taskbarVariant(): TrayIconForm['variant'] {
  const { shouldUseDarkColorsForSystemIntegratedUI: isDark } = nativeTheme;
  // Electron 25 has no such property, whatever the current typings say.
  if (typeof (isDark as boolean | undefined) !== 'boolean') return 'plate';
  return isDark ? 'dark-panel' : 'light-panel';
}
