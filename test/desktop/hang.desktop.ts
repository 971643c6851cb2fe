import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from './desktop-test.js';
import { installIn, startPlainApp } from './installed-app.js';
import { answerMessageBox, waitForMessageBox } from './message-box.js';
import { pressKeys } from './pointer.mjs';
import { readTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';

/** Chromium itself waits half a minute before it calls a page hanging. */
const HANGS_MS = 60_000;

test('a page that hangs is offered to be loaded again, and the tray goes on (P6)', async ({
  desktop,
}) => {
  test.setTimeout(150_000);
  const { env, home } = desktop.session;
  const [hung, back] = ['hung', 'back'].map((name) => path.join(home, name));
  const folder = installIn(
    home,
    `const { existsSync, writeFileSync } = require('node:fs');
     const [hung, back] = ${JSON.stringify([hung, back])};
     require('electron').app.on('web-contents-created', (_event, contents) => {
       contents.on('did-finish-load', () => {
         const isSecond = existsSync(hung);
         writeFileSync(isSecond ? back : hung, '');
         if (!isSecond) contents.executeJavaScript('for (;;);').catch(() => undefined);
       });
     });`,
  );
  const told = (event: string) => desktop.log().filter((line) => line.event === event).length;
  const app = startPlainApp([folder], { env: desktop.env });
  try {
    await waitFor('the hang', () => existsSync(hung ?? ''), { limitMs: 20_000 });
    // Only a page that is asked something can be seen to hang.
    const ask = async () => {
      await pressKeys(env, 'a');
      return told('renderer-hangs') > 0;
    };
    await waitFor('the hang to be noted', ask, { limitMs: HANGS_MS, everyMs: 1_000 });
    await waitForMessageBox(env);
    expect((await readTray(env)).commands).toContain('Open Tidemark');
    await answerMessageBox(env, 'Tab', 'Return');
    await waitFor('the page to be back', () => existsSync(back ?? ''));
    expect(told('renderer-gone')).toBe(1);
    process.kill(app.pid, 'SIGTERM');
    expect(await app.ended()).toBe(0);
  } finally {
    app.kill();
  }
});
