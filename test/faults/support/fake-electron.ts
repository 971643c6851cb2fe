type Handler = (event: unknown, request: unknown) => Promise<unknown>;

const handlers = new Map<string, Handler>();

/** As much of Electron as registering channels takes. */
export const ipcMain = {
  handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
  removeAllListeners: () => undefined,
};

export default { ipcMain };

/** Asks as a page does. */
export const ask = (channel: string, request: unknown): Promise<unknown> => {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`no channel ${channel}`);
  return handler({ sender: { isDestroyed: () => false }, senderFrame: {} }, request);
};
