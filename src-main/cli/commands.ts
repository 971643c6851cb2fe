import type { Tidemark } from '../core/tidemark.js';
import type { LiveParts } from '../live-parts.js';
import type { CostsQuery } from '../shared/costs.js';
import type { Failure } from '../shared/failure.js';
import { GRAINS, GROUPINGS, type Grain, type Grouping } from '../shared/history.js';
import type { Snapshot } from '../shared/snapshot.js';
import { DAY_MS, type Span } from '../shared/units.js';
import { clockWords } from './clock-words.js';
import { costsJson, costsText } from './costs-output.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import { historyCsv, historyJson, historyText } from './history-output.js';
import { plain } from './plain.js';
import { statusJson } from './status-json.js';
import { statusText } from './status-text.js';
import type { Terminal } from './terminal.js';
import { unreadWords } from './unread-words.js';

export interface Flags {
  readonly [name: string]: string | boolean | string[] | undefined;
}

const NOT_CONNECTED: Failure = { kind: 'no-key' };
/** Every bucket is walked, so a mistyped year must not make millions of them. */
const LONGEST_SPAN_MS = 20 * 366 * DAY_MS;

export async function sync({ tidemark, keepUp }: LiveParts, terminal: Terminal, isJson: boolean) {
  tidemark.onSnapshot(({ sync: { progress } }) => {
    if (progress) terminal.progress(progress.done, progress.total);
  });
  const result = await tidemark.syncNow({ withLabels: true });
  terminal.endProgress();
  const learned = await tidemark.learnedLimits();
  if (!result.ok) return terminal.fail(result.failure, isJson);
  if (!learned.ok && learned.failure.kind.startsWith('storage-')) {
    return terminal.fail(learned.failure, isJson);
  }
  await keepUp();
  const snapshot = tidemark.readSnapshot();
  if (isJson) terminal.printJson(statusJson(snapshot));
  else terminal.print(syncText(snapshot));
  const partial = snapshot.sync.failure;
  if (partial) terminal.note(`tidemark: ${partial.title}. ${partial.body}`);
  return partial?.kind.startsWith('storage-') ? exitCodeOf(partial) : EXIT.fine;
}

const syncText = ({ connection, sync: synced }: Snapshot) =>
  [
    `Synced ${plain(connection.organization?.name ?? '')}.`,
    ...clockWords(synced.clockOffsetMs),
    ...unreadWords(synced),
  ].join('\n');

export function status(
  { tidemark, settingsRefusal }: LiveParts,
  terminal: Terminal,
  isJson: boolean,
) {
  const snapshot = tidemark.readSnapshot();
  const { failure } = snapshot.sync;
  if (snapshot.connection.organization === null && (!failure || failure.kind === 'no-key')) {
    // Where settings cannot be kept, no connection could be kept either.
    return terminal.fail(settingsRefusal ?? NOT_CONNECTED, isJson);
  }
  if (isJson) terminal.printJson(statusJson(snapshot));
  else terminal.print(statusText(snapshot));
  notePrices(tidemark, terminal);
  const isAnswered = snapshot.connection.organization !== null;
  return failure && (!isAnswered || failure.kind.startsWith('storage-'))
    ? exitCodeOf(failure)
    : EXIT.fine;
}

/** A read-only look prices nothing anew: what a broken-off repricing left behind is told. */
function notePrices(tidemark: Tidemark, terminal: Terminal): void {
  if (!tidemark.isRepricingDue()) return;
  terminal.note(
    'tidemark: Prices changed: some older figures are still at the former prices until the next sync.',
  );
}

export function history({ tidemark }: LiveParts, terminal: Terminal, flags: Flags) {
  const isJson = flags.json === true;
  const refuse = (detail: string) => terminal.fail({ kind: 'invalid-input', detail }, isJson);
  const span = spanFlags('history', flags);
  if (typeof span === 'string') return refuse(span);
  const grain = GRAINS.find((known): known is Grain => known === (flags.grain ?? 'day'));
  if (!grain) return refuse(`--grain is one of ${GRAINS.join(', ')}.`);
  const by = GROUPINGS.find((known): known is Grouping => known === (flags.by ?? 'none'));
  if (!by) return refuse(`--by is one of ${GROUPINGS.join(', ')}.`);
  const result = tidemark.readHistory({ ...span, grain, by });
  if (!result.ok) return terminal.fail(result.failure, isJson);
  if (isJson) terminal.printJson(historyJson(result.value));
  else if (flags.csv === true) process.stdout.write(historyCsv(result.value));
  else terminal.print(historyText(result.value));
  notePrices(tidemark, terminal);
  return EXIT.fine;
}

/** Of the current week, beside the last one up to the same time, unless both ends are given. */
export function costs({ tidemark }: LiveParts, terminal: Terminal, flags: Flags) {
  const isJson = flags.json === true;
  const refuse = (detail: string) => terminal.fail({ kind: 'invalid-input', detail }, isJson);
  const isCurrentWeek = flags.from === undefined && flags.to === undefined;
  const query = isCurrentWeek ? currentWeek(tidemark.readSnapshot()) : spanFlags('costs', flags);
  if (typeof query === 'string') return refuse(query);
  const result = tidemark.readCosts(query);
  if (!result.ok) return terminal.fail(result.failure, isJson);
  if (isJson) terminal.printJson(costsJson(result.value));
  else terminal.print(costsText(result.value));
  notePrices(tidemark, terminal);
  return EXIT.fine;
}

function currentWeek({ week }: Snapshot): CostsQuery {
  const { from, to } = week.previous.spentByNow.provenance;
  return to > from ? { ...week.window, before: { from, to } } : week.window;
}

/** Text: why the two ends are no span. */
function spanFlags(command: string, flags: Flags): Span | string {
  const from = instantFlag(flags.from);
  const to = instantFlag(flags.to);
  if (from === null || to === null) return `${command} needs --from and --to, each an ISO time.`;
  if (to <= from) return '--to must be after --from.';
  return to - from > LONGEST_SPAN_MS ? `${command} shows at most 20 years at once.` : { from, to };
}

/** RFC 3339 or a plain UTC date; null when it is neither. */
export function instantFlag(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const [whole, day] = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.exec(value) ?? [];
  if (whole === undefined || day === undefined) return null;
  const at = Date.parse(whole);
  const midnight = Date.parse(day);
  if (Number.isNaN(at) || Number.isNaN(midnight)) return null;
  // JavaScript takes 30 February for 2 March.
  return new Date(midnight).toISOString().startsWith(day) ? at : null;
}

export async function connect(
  { tidemark }: LiveParts,
  terminal: Terminal,
  pasted: string,
  isJson: boolean,
) {
  const tried = await tidemark.tryKey(pasted);
  if (!tried.ok) return terminal.fail(tried.failure, isJson);
  const saved = await tidemark.saveKey();
  if (!saved.ok) return terminal.fail(saved.failure, isJson);
  const { organizationName, abilities, warning } = tried.value;
  if (isJson) {
    const { organization } = tidemark.readSnapshot().connection;
    terminal.printJson({ schema: 1, organization, abilities, warning });
  } else {
    terminal.print([`Connected to ${plain(organizationName)}.`, ...abilities].join('\n'));
  }
  if (warning) terminal.note(`tidemark: ${warning}`);
  return EXIT.fine;
}

export async function forget({ tidemark }: LiveParts, terminal: Terminal, isJson: boolean) {
  const wasConnected = tidemark.readSnapshot().connection.organization !== null;
  const forgotten = await tidemark.disconnect(true);
  if (!forgotten.ok) return terminal.fail(forgotten.failure, isJson);
  if (isJson) terminal.printJson({ schema: 1, organization: null });
  else if (wasConnected) terminal.print('The key is forgotten. The history is kept.');
  else terminal.print('No key is saved.');
  return EXIT.fine;
}
