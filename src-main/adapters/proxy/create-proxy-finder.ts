import { proxyFromEnvironment } from './proxy-from-environment.js';
import type { ProxyFinder } from './proxy-rule.js';
import { readPacAnswer } from './read-pac-answer.js';

export interface ProxyFinderOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The system's answer in the words of a proxy script; left out where there is none to ask. */
  readonly askSystem?: ((url: URL) => Promise<string>) | undefined;
}

/** The environment decides, then the system. This machine itself is always reached directly. */
export function createProxyFinder({ env, askSystem }: ProxyFinderOptions): ProxyFinder {
  return async (url) => {
    if (isThisMachine(url)) return { kind: 'direct' };
    const rule = proxyFromEnvironment(env, url);
    if (rule) return rule;
    if (!askSystem) return { kind: 'direct' };
    try {
      return readPacAnswer(await askSystem(url));
    } catch {
      return readPacAnswer('');
    }
  };
}

const isThisMachine = ({ hostname }: URL) =>
  /^(127(\.\d{1,3}){3}|(.*\.)?localhost|\[::1\])\.?$/.test(hostname);
