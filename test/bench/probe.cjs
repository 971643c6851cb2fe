// Loaded before an app's main file: lets the bench act inside it without a debugger, whose
// presence would slow the start of a page.
const { app, BrowserWindow, ipcMain, Tray } = require('electron');
const Module = require('node:module');
const net = require('node:net');
const path = require('node:path');

const pageProbe = path.join(__dirname, 'probe-page.cjs');
const epochMs = () => performance.timeOrigin + performance.now();
const FRAME_MS = 16;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const shownWindow = () => BrowserWindow.getAllWindows()[0];

let requireMs = null;
let menu = null;
/** @type {Map<string, (payload: any) => void>} */
const waiting = new Map();

const compile = Module.prototype._compile;
Module.prototype._compile = function timed(content, filename) {
  if (!/[\\/]main\.cjs$/.test(filename) || requireMs !== null) {
    return compile.call(this, content, filename);
  }
  const begun = performance.now();
  const result = compile.call(this, content, filename);
  if (filename === process.env.BENCH_MAIN) requireMs = performance.now() - begun;
  return result;
};

const setContextMenu = Tray.prototype.setContextMenu;
Tray.prototype.setContextMenu = function kept(next) {
  menu = next;
  return setContextMenu.call(this, next);
};

app.on('session-created', (made) => {
  if (made.registerPreloadScript) {
    made.registerPreloadScript({ type: 'frame', filePath: pageProbe });
  } else made.setPreloads([pageProbe]);
});
ipcMain.on('bench:told', (_event, told, payload) => {
  waiting.get(told)?.(payload);
  waiting.delete(told);
});

const told = (what) => new Promise((done) => waiting.set(what, done));

/** Runs in the page. */
function countFrames(count) {
  return new Promise((done) => {
    const frames = [];
    let last = performance.now();
    const step = (now) => {
      frames.push(now - last);
      last = now;
      if (frames.length < count) requestAnimationFrame(step);
      // The first two may have begun before the mouse moved.
      else done(frames.slice(2));
    };
    requestAnimationFrame(step);
  });
}

const commands = {
  requireMs: () => requireMs,

  /** Milliseconds from the wish to the first paint, and to the chart. */
  async open() {
    const drawn = told('drawn');
    const begun = epochMs();
    app.emit('activate');
    const { firstPaintAt, chartAt } = await drawn;
    return { firstPaintMs: firstPaintAt - begun, chartMs: chartAt - begun };
  },

  /** A window that is there and hidden. */
  async show() {
    const frame = told('frame');
    const begun = epochMs();
    app.emit('activate');
    return (await frame).at - begun;
  },

  close: () => shownWindow().close(),
  destroy: () => shownWindow().destroy(),
  inPage: (script) => shownWindow().webContents.executeJavaScript(script),

  /** Milliseconds of each frame while the mouse moves over the page. */
  async hover({ from, to, y, moves }) {
    const { webContents } = shownWindow();
    const frames = webContents.executeJavaScript(`(${countFrames})(${moves})`);
    for (let move = 0; move < moves; move += 1) {
      const x = Math.round(from + ((to - from) * move) / moves);
      webContents.sendInputEvent({ type: 'mouseMove', x, y });
      await sleep(FRAME_MS);
    }
    return frames;
  },

  /** Microseconds of CPU of this process while an entry of the tray menu does its work. */
  async menuCpu({ label, ms }) {
    const idle = process.cpuUsage();
    await sleep(ms);
    const idleUsed = process.cpuUsage(idle);
    const begun = process.cpuUsage();
    menu.items.find((item) => item.label === label).click();
    await sleep(ms);
    const used = process.cpuUsage(begun);
    return used.user + used.system - idleUsed.user - idleUsed.system;
  },
};

const socket = net.connect(process.env.BENCH_SOCKET);
socket.on('error', () => app.exit(1));
let received = '';
socket.setEncoding('utf8').on('data', async (text) => {
  received += text;
  const end = received.indexOf('\n');
  if (end < 0) return;
  const { name, value } = JSON.parse(received.slice(0, end));
  received = received.slice(end + 1);
  const answer = await Promise.resolve(commands[name](value)).then(
    (result) => ({ result: result ?? null }),
    (error) => ({ error: String(error?.stack ?? error) }),
  );
  socket.write(`${JSON.stringify(answer)}\n`);
});
