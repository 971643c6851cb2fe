import type { CacheQuery } from '../src-main/shared/cache.js';
import type { CostsQuery } from '../src-main/shared/costs.js';
import type { HistoryQuery } from '../src-main/shared/history.js';
import type { Bridge, ExternalPage, Reply } from '../src-main/shared/ipc-contract.js';
import type { EvidencePatch, NewEvidence } from '../src-main/shared/limits.js';
import type { SettingsPatch } from '../src-main/shared/settings.js';
import { useWindow } from './store.js';

declare global {
  interface Window {
    readonly tidemark: Bridge;
  }
}

/** Feeds the store from the main process; the returned function stops that. */
export function subscribeStore(): () => void {
  const { showSnapshot, tick, chooseView, addNotice, noteHit } = useWindow.getState();
  const stops = [
    window.tidemark.onSnapshot(showSnapshot),
    window.tidemark.onTick(tick),
    window.tidemark.onViewRequested(chooseView),
    window.tidemark.onNotice(addNotice),
    window.tidemark.onHitNoted(noteHit),
  ];
  void readEverything();
  return () => {
    for (const stop of stops) stop();
  };
}

async function readEverything(): Promise<void> {
  const [snapshot, settings] = await Promise.allSettled([
    window.tidemark.readSnapshot(),
    window.tidemark.readSettings(),
  ]);
  const { showSnapshot, showSettings, markRead } = useWindow.getState();
  if (settings.status === 'fulfilled') showSettings(settings.value);
  if (snapshot.status === 'fulfilled' && snapshot.value) showSnapshot(snapshot.value);
  markRead();
}

/** A call that breaks is told like a failure; its message stays out of the window. */
async function settle<T>(call: () => Promise<Reply<T>>): Promise<Reply<T>> {
  try {
    return await call();
  } catch {
    console.error('The main process did not answer a call of the window.');
    return {
      ok: false,
      note: {
        kind: 'cancelled',
        title: 'That did not work',
        body: 'Nothing was changed. Try again.',
        mustAct: false,
        at: useWindow.getState().now,
        retryAt: null,
        detail: null,
      },
    };
  }
}

export const readHistory = (query: HistoryQuery) =>
  settle(() => window.tidemark.readHistory(query));
export const readCosts = (query: CostsQuery) => settle(() => window.tidemark.readCosts(query));
export const readCache = (query: CacheQuery) => settle(() => window.tidemark.readCache(query));
export const readLimits = () => settle(() => window.tidemark.readLimits());
export const tryKey = (adminKey: string) => settle(() => window.tidemark.tryKey(adminKey));
export const saveKey = () => settle(() => window.tidemark.saveKey());
export const disconnect = () => settle(() => window.tidemark.disconnect());
export const startDemo = () => settle(() => window.tidemark.startDemo());
export const stopDemo = () => settle(() => window.tidemark.stopDemo());
export const syncNow = () => settle(() => window.tidemark.syncNow());
export const openPage = (page: ExternalPage) => settle(() => window.tidemark.openPage(page));

/** What changes the limits has them read again. */
async function changeLimits<T>(call: () => Promise<Reply<T>>): Promise<Reply<T>> {
  const reply = await settle(call);
  if (reply.ok) useWindow.getState().ageLimits();
  return reply;
}

export const addEvidence = (evidence: NewEvidence) =>
  changeLimits(() => window.tidemark.addEvidence(evidence));
export const editEvidence = (patch: EvidencePatch) =>
  changeLimits(() => window.tidemark.editEvidence(patch));
export const deleteEvidence = (id: string) =>
  changeLimits(() => window.tidemark.deleteEvidence(id));
export const exportEvidence = () => settle(() => window.tidemark.exportEvidence());
export const importEvidence = () => changeLimits(() => window.tidemark.importEvidence());
/** What is forgotten is not read again: a setting changes with it. */
export async function forgetTranscripts() {
  const reply = await changeLimits(() => window.tidemark.forgetTranscripts());
  if (reply.ok) useWindow.getState().showSettings(await window.tidemark.readSettings());
  return reply;
}
export const previewStatusLine = () => settle(() => window.tidemark.previewStatusLine());
export const installStatusLine = () => changeLimits(() => window.tidemark.installStatusLine());
export const removeStatusLine = () => changeLimits(() => window.tidemark.removeStatusLine());

/** Null when the main process did not answer. */
export const readPrices = () => window.tidemark.readPrices().catch(() => null);

export async function updateSettings(patch: SettingsPatch) {
  const reply = await settle(() => window.tidemark.updateSettings(patch));
  if (reply.ok) useWindow.getState().showSettings(reply.value);
  return reply;
}
