import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type {
  Bridge,
  Channel,
  EventName,
  Events,
  Request,
  Responses,
} from './shared/ipc-contract.js';

const call = <C extends Channel>(channel: C, request?: Request<C>): Promise<Responses[C]> =>
  ipcRenderer.invoke(channel, request);

function listen<E extends EventName>(event: E, listener: (payload: Events[E]) => void) {
  const relay = (_event: IpcRendererEvent, payload: Events[E]) => listener(payload);
  ipcRenderer.on(event, relay);
  return () => {
    ipcRenderer.off(event, relay);
  };
}

/** One function for each channel; ipcRenderer itself stays here (S7). */
const bridge: Bridge = {
  readSnapshot: () => call('snapshot:read'),
  readHistory: (query) => call('history:read', query),
  readCosts: (query) => call('costs:read', query),
  readCache: (query) => call('cache:read', query),
  readPrices: () => call('prices:read'),
  readLimits: () => call('limits:read'),
  addEvidence: (evidence) => call('evidence:add', evidence),
  editEvidence: (patch) => call('evidence:edit', patch),
  deleteEvidence: (id) => call('evidence:delete', { id }),
  exportEvidence: () => call('evidence:export'),
  importEvidence: () => call('evidence:import'),
  forgetTranscripts: () => call('transcripts:forget'),
  previewStatusLine: () => call('status-line:preview'),
  installStatusLine: () => call('status-line:install'),
  removeStatusLine: () => call('status-line:remove'),
  readSettings: () => call('settings:read'),
  updateSettings: (patch) => call('settings:update', patch),
  tryKey: (adminKey) => call('connection:try', { adminKey }),
  saveKey: () => call('connection:save'),
  disconnect: () => call('connection:disconnect'),
  startDemo: () => call('demo:start'),
  stopDemo: () => call('demo:stop'),
  syncNow: () => call('sync:run'),
  openPage: (page) => call('page:open', { page }),
  onSnapshot: (listener) => listen('snapshot:changed', listener),
  onTick: (listener) => listen('clock:ticked', listener),
  onViewRequested: (listener) => listen('view:requested', listener),
  onNotice: (listener) => listen('notice:raised', listener),
  onHitNoted: (listener) => listen('hit:noted', listener),
};

contextBridge.exposeInMainWorld('tidemark', bridge);
