// Runs before the page's own scripts and tells when what matters has been painted.
const { ipcRenderer } = require('electron');

/** The chart that the app under test opens with. */
const CHART = 'svg.chart path, figure[class*="_card_"] svg path';
const epochMs = () => performance.timeOrigin + performance.now();

/** After the next frame has gone to the screen, as near as a page can tell. */
function afterPaint(work) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = work;
    channel.port2.postMessage(null);
  });
}

function firstPaint() {
  return new Promise((done) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-paint')[0];
      if (entry) done(performance.timeOrigin + entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}

function chartPaint() {
  return new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(CHART)) return;
      observer.disconnect();
      afterPaint(() => done(epochMs()));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

void Promise.all([firstPaint(), chartPaint()]).then(([firstPaintAt, chartAt]) =>
  ipcRenderer.send('bench:told', 'drawn', { firstPaintAt, chartAt }),
);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  afterPaint(() => ipcRenderer.send('bench:told', 'frame', { at: epochMs() }));
});
