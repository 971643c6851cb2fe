import type { ApiKeyName, WorkspaceName } from './cast.js';
import type { ModelFamily } from './model-releases.js';
import type { OsloTime } from './oslo-time.js';
import {
  fridayAfternoon,
  lateOnWorkdays,
  nightly,
  officeHours,
  serviceHours,
  wednesdayEvening,
} from './work-hours.js';

/** How one part of the organization uses Claude. Shares are 0 to 1, sizes are tokens. */
export interface Habit {
  readonly workspace: WorkspaceName;
  /** Null: typed into the Console's Playground. */
  readonly apiKey: ApiKeyName | null;
  /** Requests in a full hour once the organization has grown to its size of late 2026. */
  readonly requestsPerHour: number;
  readonly hourShare: (time: OsloTime) => number;
  readonly families: readonly (readonly [family: ModelFamily, weight: number])[];
  readonly prompt: readonly [low: number, high: number];
  readonly output: readonly [low: number, high: number];
  readonly cacheReadShare: number;
  readonly isBatch?: boolean;
  readonly oneHourCacheShare?: number;
  readonly longPromptShare?: number;
  readonly fastShare?: number;
  readonly usShare?: number;
  readonly webSearchShare?: number;
}

export const habits: readonly Habit[] = [
  {
    workspace: 'Support desk',
    apiKey: 'support-desk-prod',
    requestsPerHour: 5.5,
    hourShare: serviceHours,
    families: [
      ['sonnet', 0.8],
      ['haiku', 0.2],
    ],
    prompt: [9_000, 38_000],
    output: [180, 1_100],
    cacheReadShare: 0.89,
    oneHourCacheShare: 0.35,
    webSearchShare: 0.03,
  },
  {
    workspace: 'Support desk',
    apiKey: 'support-desk-staging',
    requestsPerHour: 0.6,
    hourShare: officeHours,
    families: [['haiku', 1]],
    prompt: [4_000, 24_000],
    output: [120, 900],
    cacheReadShare: 0.7,
  },
  {
    workspace: 'Document search',
    apiKey: 'search-prod',
    requestsPerHour: 3,
    hourShare: officeHours,
    families: [
      ['sonnet', 0.6],
      ['haiku', 0.4],
    ],
    prompt: [14_000, 90_000],
    output: [200, 1_400],
    cacheReadShare: 0.87,
    usShare: 0.3,
  },
  {
    workspace: 'Document search',
    apiKey: 'search-indexer',
    requestsPerHour: 1.5,
    hourShare: lateOnWorkdays,
    families: [['sonnet', 1]],
    prompt: [60_000, 180_000],
    output: [900, 3_500],
    cacheReadShare: 0.9,
    longPromptShare: 0.5,
  },
  ...(['nightly-archive-2025', 'nightly-archive'] as const).map(
    (apiKey): Habit => ({
      workspace: 'Nightly archive',
      apiKey,
      requestsPerHour: 7,
      hourShare: nightly,
      families: [
        ['haiku', 0.75],
        ['sonnet', 0.25],
      ],
      prompt: [12_000, 150_000],
      output: [400, 2_400],
      cacheReadShare: 0.74,
      isBatch: true,
    }),
  ),
  {
    workspace: 'Claude Code',
    apiKey: 'claude-code-shared',
    requestsPerHour: 5,
    hourShare: officeHours,
    families: [
      ['opus', 0.62],
      ['sonnet', 0.3],
      ['fable', 0.08],
    ],
    prompt: [22_000, 150_000],
    output: [350, 2_600],
    cacheReadShare: 0.92,
    longPromptShare: 0.025,
    fastShare: 0.06,
  },
  {
    workspace: 'Claude Code',
    apiKey: 'claude-code-ci',
    requestsPerHour: 1.6,
    hourShare: officeHours,
    families: [
      ['sonnet', 0.75],
      ['opus', 0.25],
    ],
    prompt: [18_000, 80_000],
    output: [300, 1_800],
    cacheReadShare: 0.88,
  },
  {
    workspace: 'Spring pilot',
    apiKey: 'pilot-web',
    requestsPerHour: 2.2,
    hourShare: officeHours,
    families: [
      ['haiku', 0.7],
      ['sonnet', 0.3],
    ],
    prompt: [6_000, 30_000],
    output: [150, 900],
    cacheReadShare: 0.76,
  },
  {
    workspace: 'Spring pilot',
    apiKey: 'pilot-batch',
    requestsPerHour: 4,
    hourShare: wednesdayEvening,
    families: [['haiku', 1]],
    prompt: [10_000, 60_000],
    output: [300, 1_500],
    cacheReadShare: 0.6,
    isBatch: true,
  },
  ...(['notebook-tuva', 'notebook-jon'] as const).map(
    (apiKey): Habit => ({
      workspace: 'Default',
      apiKey,
      requestsPerHour: 0.5,
      hourShare: officeHours,
      families: [
        ['opus', 0.5],
        ['sonnet', 0.4],
        ['fable', 0.1],
      ],
      prompt: [8_000, 70_000],
      output: [400, 2_800],
      cacheReadShare: 0.72,
      webSearchShare: 0.15,
    }),
  ),
  {
    workspace: 'Default',
    apiKey: 'evaluation-summer',
    requestsPerHour: 9,
    hourShare: wednesdayEvening,
    families: [
      ['opus', 0.4],
      ['sonnet', 0.4],
      ['haiku', 0.2],
    ],
    prompt: [12_000, 50_000],
    output: [300, 1_600],
    cacheReadShare: 0.8,
  },
  {
    workspace: 'Default',
    apiKey: 'release-notes',
    requestsPerHour: 3,
    hourShare: fridayAfternoon,
    families: [['sonnet', 1]],
    prompt: [20_000, 60_000],
    output: [800, 2_200],
    cacheReadShare: 0.6,
    webSearchShare: 0.4,
  },
  {
    workspace: 'Default',
    apiKey: null,
    requestsPerHour: 0.7,
    hourShare: officeHours,
    families: [
      ['sonnet', 0.6],
      ['opus', 0.3],
      ['fable', 0.1],
    ],
    prompt: [1_200, 12_000],
    output: [250, 1_600],
    cacheReadShare: 0.1,
    webSearchShare: 0.08,
  },
];

/** Only on request: a model that has no published price. */
export const previewHabit: Habit = {
  workspace: 'Default',
  apiKey: 'notebook-tuva',
  requestsPerHour: 0.8,
  hourShare: officeHours,
  families: [['preview', 1]],
  prompt: [8_000, 60_000],
  output: [400, 2_400],
  cacheReadShare: 0.8,
};
