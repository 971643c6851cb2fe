import { FEATURE_WORDS, missingRight } from '../shared/describe-refusal.js';
import type { SyncStatus } from '../shared/snapshot.js';

/** Reports that the key lacks a right for, where the note of the sync does not tell of them (A3). */
export const unreadWords = ({ refusals, failure }: SyncStatus): readonly string[] =>
  refusals
    .filter(({ failure: { kind } }) => kind === 'permission-missing')
    .filter(({ feature }) => !failure?.body.includes(FEATURE_WORDS[feature]))
    .map(({ feature, failure: refused }) => {
      const right = missingRight(refused);
      return `Unread  ${FEATURE_WORDS[feature]}${right === null ? '' : `: “${right}”`}`;
    });
