import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from './median.mjs';
import { idleOfTree, memoryOfTree } from './process-tree.mjs';
import { startProbed } from './start-app.mjs';

const BETWEEN_MS = 700;
const HOVER_MOVES = 90;

/**
 * The first window of fresh starts, in turn.
 * @param {readonly import('./start-app.mjs').AppUnderTest[]} apps
 * @param {{ rounds: number, calmMs: number }} options
 */
export async function measureFirstOpen(apps, { rounds, calmMs }) {
  const results = new Map(
    apps.map(({ name }) => [name, { requireMs: [], firstPaintMs: [], chartMs: [] }]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const app of apps) {
      const running = await startProbed(app);
      try {
        await sleep(calmMs);
        const result = results.get(app.name);
        result.requireMs.push(await running.ask('requireMs'));
        const { firstPaintMs, chartMs } = await running.ask('open');
        result.firstPaintMs.push(firstPaintMs);
        result.chartMs.push(chartMs);
      } finally {
        await running.end();
      }
    }
  }
  return results;
}

/**
 * Everything about one life of the window. `calmMs`: long enough for every sync and late load.
 * @param {import('./start-app.mjs').AppUnderTest} app
 * @param {{ calmMs: number, idleMs: number, repeats: number, closedMs: number }} options
 */
export async function measureWindow(app, { calmMs, idleMs, repeats, closedMs }) {
  const running = await startProbed(app);
  try {
    await sleep(calmMs);
    const idle = await idleOfTree(running.pid, idleMs);
    await running.ask('open');
    await sleep(calmMs);

    const reopenMs = [];
    const showMs = [];
    for (let turn = 0; turn < repeats; turn += 1) {
      await running.ask('destroy');
      await sleep(BETWEEN_MS);
      reopenMs.push((await running.ask('open')).firstPaintMs);
      await sleep(BETWEEN_MS);
      await running.ask('close');
      await sleep(BETWEEN_MS);
      showMs.push(await running.ask('show'));
      await sleep(BETWEEN_MS);
    }
    const isOurs = app.name === 'Tidemark';
    if (isOurs) await running.ask('inPage', SHOW_HISTORY);
    await sleep(calmMs);
    const openMb = (await memoryOfTree(running.pid)).mb;
    const page = isOurs ? await measureHistory(running, repeats) : null;
    await running.ask('close');
    await sleep(closedMs);
    const closedMb = (await memoryOfTree(running.pid)).mb;
    return { idle, reopenMs, showMs, openMb, closedMb, ...page };
  } finally {
    await running.end();
  }
}

const SHOW_HISTORY = `[...document.querySelectorAll('nav button')]
  .find((button) => button.textContent === 'History').click()`;

/** In the page: clicks, and tells how long it took until other figures were painted. */
const SWITCH = `async (group, option) => {
  const shown = () => document.querySelector('figure figcaption')?.textContent;
  const fieldset = [...document.querySelectorAll('fieldset')]
    .find((one) => one.querySelector('legend')?.textContent === group);
  const radio = [...fieldset.querySelectorAll('label')]
    .find((label) => label.textContent === option).querySelector('input');
  const before = shown();
  const changed = new Promise((done) => {
    const observer = new MutationObserver(() => {
      const now = shown();
      if (!now || now === before) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const begun = performance.now();
  radio.click();
  await changed;
  return performance.now() - begun;
}`;

/** Range switches over thirteen months, by the key, which has the most series; and pointing. */
async function measureHistory(running, repeats) {
  const change = (group, option) =>
    running.ask('inPage', `(${SWITCH})(${JSON.stringify(group)}, ${JSON.stringify(option)})`);
  await change('Grouped by', 'Key');
  const firstSwitchMs = await change('Range', '13 mo');
  const switchMs = [];
  const dayGrainMs = [];
  for (let turn = 0; turn < repeats; turn += 1) {
    await sleep(BETWEEN_MS);
    dayGrainMs.push(await change('One bar is', 'Day'));
    await sleep(BETWEEN_MS);
    await change('Range', '30 d');
    await sleep(BETWEEN_MS);
    switchMs.push(await change('Range', '13 mo'));
  }
  await change('One bar is', 'Day');
  await sleep(BETWEEN_MS);
  const chart = await running.ask(
    'inPage',
    `(({ x, y, width, height }) => ({ x, y, width, height }))(
      document.querySelector('figure svg').getBoundingClientRect())`,
  );
  const frames = await running.ask('hover', {
    from: chart.x + 40,
    to: chart.x + chart.width - 10,
    y: Math.round(chart.y + chart.height / 2),
    moves: HOVER_MOVES,
  });
  return { firstSwitchMs, switchMs, dayGrainMs, hoverP95Ms: quantile(frames, 0.95) };
}
