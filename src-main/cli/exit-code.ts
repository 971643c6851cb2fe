import type { Failure } from '../shared/failure.js';

/** What scripts rely on. */
export const EXIT = { fine: 0, no: 1, usage: 2, key: 3, api: 4, storage: 5 } as const;

export function exitCodeOf({ kind }: Pick<Failure, 'kind'>): number {
  if (kind === 'invalid-input') return EXIT.usage;
  if (kind.startsWith('storage-') || kind.startsWith('claude-')) return EXIT.storage;
  if (kind === 'node-absent') return EXIT.storage;
  const isAboutKey = kind.startsWith('key') || kind === 'no-key' || kind === 'other-organization';
  return isAboutKey ? EXIT.key : EXIT.api;
}
