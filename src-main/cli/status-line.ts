import type { StatusLine } from '../core/limits/limit-ports.js';
import { formatInstant } from '../shared/format.js';
import type { StatusLinePreview, StatusLineSetup } from '../shared/limits.js';
import { plainLine } from '../shared/plain-name.js';
import { EXIT } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** Paths and commands are shown whole; nothing that is longer is for reading. */
const LONGEST = 4_000;

export const STATUS_LINE_WORDS = ['install', 'remove', 'status'] as const;
export type StatusLineWord = (typeof STATUS_LINE_WORDS)[number];

interface Asked {
  readonly word: StatusLineWord;
  readonly isYes: boolean;
  readonly isJson: boolean;
  /** Null: nobody is there to be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

/** `tidemark statusline install | remove | status`: Claude Code's settings, and nothing else. */
export async function setUpStatusLine(
  statusLine: StatusLine,
  terminal: Terminal,
  { word, isYes, isJson, ask }: Asked,
): Promise<number> {
  if (word === 'status') return tell(statusLine.describe());
  if (word === 'remove') {
    const removed = statusLine.remove();
    return removed.ok ? tell(removed.value) : terminal.fail(removed.failure, isJson);
  }
  const preview = statusLine.preview();
  if (!preview.ok) return terminal.fail(preview.failure, isJson);
  const isChange = preview.value.before !== preview.value.after;
  if (isChange && !isJson) terminal.print(previewText(preview.value, statusLine.describe()));
  if (isChange && !isYes) {
    const detail = 'Nobody can be asked here: statusline install needs --yes.';
    if (ask === null || isJson) return terminal.fail({ kind: 'invalid-input', detail }, isJson);
    if (!(await ask('Write this?'))) {
      terminal.note('tidemark: Nothing was changed.');
      return EXIT.no;
    }
  }
  const installed = statusLine.install();
  return installed.ok ? tell(installed.value) : terminal.fail(installed.failure, isJson);

  function tell(setup: StatusLineSetup): number {
    if (isJson) terminal.printJson(setupJson(setup));
    else terminal.print(setupText(setup));
    return EXIT.fine;
  }
}

const setupJson = (setup: StatusLineSetup) => ({
  schema: 1,
  statusLine: {
    state: setup.state,
    keepsOther: setup.keepsOther,
    file: setup.file,
    lastReadingAt: setup.lastReadingAt === null ? null : formatInstant(setup.lastReadingAt),
    switchedOff: setup.isSwitchedOff,
    silent: setup.isSilent,
  },
});

function previewText({ file, before, after, backup }: StatusLinePreview, setup: StatusLineSetup) {
  const marked = (mark: string, text: string | null) =>
    text === null ? [] : text.split('\n').map((line) => `${mark} ${plainLine(line, LONGEST)}`);
  return [
    `${plainLine(file, LONGEST)}:`,
    ...marked('-', before),
    ...marked('+', after),
    ...(setup.keepsOther ? ['Your own status line stays: its output comes first.'] : []),
    ...(backup ? [`The file as it is now is kept as ${plainLine(backup, LONGEST)}.`] : []),
  ].join('\n');
}

const STATE_WORDS: Readonly<Record<StatusLineSetup['state'], string>> = {
  installed: 'Claude Code shows Tidemark’s status line',
  absent: 'Claude Code does not show Tidemark’s status line',
  outdated: 'Claude Code calls an older Tidemark; install it again',
  unreadable: 'Claude Code’s settings cannot be read',
  'no-claude-code': 'Claude Code was not found',
  'no-node': 'Claude Code does not show Tidemark’s status line, and no Node was found for it',
};

const OFF = 'While disableAllHooks is set there, Claude Code runs no status line.';
const SILENT =
  'No reading came in the last day: Claude Code runs a status line only in folders that you trust, and nowhere with disableAllHooks in its settings.';

function setupText(setup: StatusLineSetup): string {
  const { state, keepsOther, file, lastReadingAt, isSwitchedOff, isSilent } = setup;
  const isOurs = state === 'installed' || state === 'outdated';
  const isShown = state !== 'installed' || !isSwitchedOff;
  const words = isShown ? STATE_WORDS[state] : 'Tidemark’s status line is installed';
  return [
    `${words} (${plainLine(file, LONGEST)}).`,
    ...(isOurs && keepsOther ? ['Your own status line runs along.'] : []),
    ...(lastReadingAt === null
      ? []
      : [`The last new reading is of ${formatInstant(lastReadingAt)}.`]),
    ...(isSwitchedOff ? [OFF] : isSilent ? [SILENT] : []),
  ].join('\n');
}
