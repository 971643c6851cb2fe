// The least that a tray app with one React page can be: what Tidemark is compared with.
const { app, BrowserWindow, Menu, nativeImage, Tray } = require('electron');
const path = require('node:path');

const SIDE = 22;
let window = null;
let tray = null;

app.setPath('userData', process.env.FLOOR_DATA_DIR);

function open() {
  if (window) {
    window.show();
    return;
  }
  window = new BrowserWindow({
    width: 1120,
    height: 780,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    event.preventDefault();
    window.hide();
  });
  window.on('closed', () => {
    window = null;
  });
  void window.loadFile(path.join(process.env.FLOOR_PAGE_DIR, 'index.html'));
}

process.on('SIGTERM', () => app.exit(0));
app.on('activate', open);
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  Menu.setApplicationMenu(null);
  const pixels = Buffer.alloc(SIDE * SIDE * 4, 0xff);
  tray = new Tray(nativeImage.createFromBitmap(pixels, { width: SIDE, height: SIDE }));
  tray.setToolTip('Floor app');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: open },
      { label: 'Quit', click: () => app.exit(0) },
    ]),
  );
  tray.on('click', open);
});
