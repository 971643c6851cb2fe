import type { View } from '../../../src-main/shared/ipc-contract.js';
import type { Limits } from '../../../src-main/shared/limits.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../../src-main/shared/units.js';

export interface SetupNote {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly view: View } | null;
}

/** What the person could do next; at most one thing of each kind. */
export function findSetup({
  limits,
  snapshot,
}: {
  readonly limits: Limits;
  readonly snapshot: Snapshot;
}): readonly SetupNote[] {
  const { meter, transcripts, statusLine } = limits;
  const notes: SetupNote[] = [];
  const isLive = snapshot.mode === 'live';
  if (isLive && snapshot.connection.state === 'never-saved') {
    notes.push({
      id: 'connect',
      title: 'No organization is connected',
      body: 'What is learned of limits, of a plan too, is kept with the history of an organization: connect an admin key first.',
      action: { label: 'Connect', view: 'connect' },
    });
  }
  if (meter === 'plan' && !transcripts.isOn) {
    notes.push(
      transcripts.files === 0
        ? {
            id: 'no-claude-code',
            title: 'Claude Code was not found on this computer',
            body: 'The use of a plan is counted from its transcripts. Percentages that you type are kept, and teach once use is seen.',
            action: null,
          }
        : {
            id: 'transcripts',
            title: 'The use of your plan is not counted yet',
            body: 'Tidemark can count it from Claude Code’s transcripts here: models, tokens and times, never what was written.',
            action: { label: 'Open Settings', view: 'settings' },
          },
    );
  }
  if (meter === 'plan' && (statusLine.state === 'absent' || statusLine.state === 'outdated')) {
    notes.push({
      id: 'status-line',
      title:
        statusLine.state === 'absent'
          ? 'Claude Code can tell its percentages itself'
          : 'The status line calls an older Tidemark',
      body: 'With Tidemark in its status line nothing has to be typed.',
      action: { label: 'Set it up', view: 'settings' },
    });
  }
  if (meter === 'plan' && statusLine.state === 'installed') notes.push(...findSilence(limits));
  return notes;
}

/** It is set up, and yet nothing comes of it. */
function findSilence({ statusLine, transcripts }: Limits): readonly SetupNote[] {
  const action = { label: 'Open Settings', view: 'settings' } as const;
  if (statusLine.isSwitchedOff) {
    return [
      {
        id: 'status-line-off',
        title: 'Claude Code runs no status line',
        body: 'With disableAllHooks in its settings Tidemark is not told the percentages.',
        action,
      },
    ];
  }
  // Who does not work with it has nothing to mend.
  const isUsed = (transcripts.to ?? 0) - (statusLine.lastReadingAt ?? 0) >= DAY_MS;
  if (!statusLine.isSilent || !isUsed) return [];
  return [
    {
      id: 'status-line-silent',
      title: 'Claude Code tells Tidemark no percentages',
      body: 'It runs its status line only in folders that you trust, and nowhere with disableAllHooks in its settings.',
      action,
    },
  ];
}
