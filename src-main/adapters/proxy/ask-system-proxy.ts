import { session } from 'electron';

/** Chromium's answer from the desktop's settings; a path or query is none of a script's business. */
export const askSystemProxy = (url: URL): Promise<string> =>
  session.defaultSession.resolveProxy(url.origin);
