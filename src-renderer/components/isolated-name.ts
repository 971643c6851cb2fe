import { plainName } from '../../src-main/shared/plain-name.js';

/** For plain strings (labels, live text) that cannot carry <bdi>: isolated on both sides. */
export const isolatedName = (name: string) => `\u2068${plainName(name) || 'unnamed'}\u2069`;
