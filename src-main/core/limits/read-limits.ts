import type { Limits, StatusLineSetup, TranscriptsSetup } from '../../shared/limits.js';
import type { Settings } from '../../shared/settings.js';
import type { Instant } from '../../shared/units.js';
import type { UsageHistory } from '../ports.js';
import { atPresent } from './at-present.js';
import type { LearnedLimits } from './learned-limits.js';
import { listEvidence } from './list-evidence.js';
import { readPublished } from './published/read-published.js';

interface LimitsFacts {
  readonly learned: LearnedLimits;
  readonly settings: Settings;
  readonly statusLine: StatusLineSetup;
  readonly transcripts: TranscriptsSetup;
  readonly isLearning: boolean;
  readonly now: Instant;
}

const EMPTY_PROFILE = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => null));

/** Everything the Limits view shows. */
export function readLimits(history: UsageHistory, facts: LimitsFacts): Limits {
  const { learned, settings, now } = facts;
  return {
    meter: settings.weekMeter,
    windows: learned.windows.map((window) => atPresent(window, now)),
    evidence: listEvidence(history.limits.readEvidence(), learned, now),
    ...readPublished(history, now),
    profile: learned.profiles[settings.weekMeter] ?? EMPTY_PROFILE,
    unknown: history.limits.readUnknownSightings(),
    statusLine: facts.statusLine,
    transcripts: facts.transcripts,
    isLearning: facts.isLearning,
  };
}
