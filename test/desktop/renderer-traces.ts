import type { Page } from '@playwright/test';

/** Everything of a page where a typed text could be left: its DOM, its stores, its memory. */
export async function readRendererTraces(page: Page): Promise<Readonly<Record<string, string>>> {
  const visible = await page.evaluate(() => ({
    dom: document.documentElement.outerHTML,
    fields: [...document.querySelectorAll('input')].map((input) => input.value).join('\n'),
    stores: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    address: location.href,
  }));
  return { ...visible, memory: await takeHeapSnapshot(page) };
}

/** The engine's own dump, after its garbage collection: every string that is still held. */
export async function takeHeapSnapshot(page: Page): Promise<string> {
  const client = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await client.detach();
  return chunks.join('');
}
