import type { Tidemark } from '../core/tidemark.js';
import type { CostsQuery } from '../shared/costs.js';
import type { Failure } from '../shared/failure.js';
import { plainName } from '../shared/plain-name.js';
import type { Snapshot } from '../shared/snapshot.js';
import { clockWords } from './clock-words.js';
import type { CommandParts } from './command-parts.js';
import { costsJson, costsText } from './costs-output.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import { historyCsv, historyJson, historyText } from './history-output.js';
import type { CostsCommand, HistoryCommand } from './span-words.js';
import { statusJson } from './status-json.js';
import { statusText } from './status-text.js';
import type { Terminal } from './terminal.js';
import { unreadWords } from './unread-words.js';

const NOT_CONNECTED: Failure = { kind: 'no-key' };
export async function sync(
  { tidemark, keepUp }: CommandParts,
  terminal: Terminal,
  isJson: boolean,
) {
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
    `Synced ${plainName(connection.organization?.name ?? '')}.`,
    ...clockWords(synced.clockOffsetMs),
    ...unreadWords(synced),
  ].join('\n');

export function status(
  { tidemark, settingsRefusal }: CommandParts,
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

export function history(
  { tidemark }: CommandParts,
  terminal: Terminal,
  { query, isCsv }: HistoryCommand,
  isJson: boolean,
) {
  const result = tidemark.readHistory(query);
  if (!result.ok) return terminal.fail(result.failure, isJson);
  if (isJson) terminal.printJson(historyJson(result.value));
  else if (isCsv) process.stdout.write(historyCsv(result.value));
  else terminal.print(historyText(result.value));
  notePrices(tidemark, terminal);
  return EXIT.fine;
}

/** Of the current week, beside the last one up to the same time, unless a span is given. */
export function costs(
  { tidemark }: CommandParts,
  terminal: Terminal,
  { span }: CostsCommand,
  isJson: boolean,
) {
  const result = tidemark.readCosts(span ?? currentWeek(tidemark.readSnapshot()));
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

export async function connect(
  { tidemark }: CommandParts,
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
    terminal.print([`Connected to ${plainName(organizationName)}.`, ...abilities].join('\n'));
  }
  if (warning) terminal.note(`tidemark: ${warning}`);
  return EXIT.fine;
}

export async function forget({ tidemark }: CommandParts, terminal: Terminal, isJson: boolean) {
  const wasConnected = tidemark.readSnapshot().connection.organization !== null;
  const forgotten = await tidemark.disconnect(true);
  if (!forgotten.ok) return terminal.fail(forgotten.failure, isJson);
  if (isJson) terminal.printJson({ schema: 1, organization: null });
  else if (wasConnected) terminal.print('The key is forgotten. The history is kept.');
  else terminal.print('No key is saved.');
  return EXIT.fine;
}
