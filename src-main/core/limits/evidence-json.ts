import {
  EVIDENCE_KINDS,
  EVIDENCE_SOURCES,
  type Evidence,
  type EvidenceKind,
  type EvidenceSource,
  halfOf,
  isWindowKind,
  METERS,
  type Meter,
  MOST_ID_LENGTH,
  type SaidBefore,
  type WindowKind,
} from '../../shared/evidence.js';
import { digest } from '../digest.js';
import { isRecord, parseJsonLine } from './json-line.js';
import { numberIn, parseUse, rfc3339, timeIn } from './wire-values.js';

export interface ParsedEvidence {
  readonly records: readonly Evidence[];
  /** One sentence each, beginning with "line 7: ". */
  readonly warnings: readonly string[];
}

/** Evidence as JSONL. Bad lines are skipped and told of; of equal ids the first counts. */
export function parseEvidenceLines(text: string, linesBefore = 0): ParsedEvidence {
  const records = new Map<string, Evidence>();
  const warnings: string[] = [];
  text.split('\n').forEach((line, index) => {
    const parsed = parseJsonLine(line);
    if (parsed === null) return;
    const read = typeof parsed === 'string' ? parsed : parseEvidence(parsed);
    if (typeof read === 'string') warnings.push(`line ${linesBefore + index + 1}: ${read}`);
    else if (!records.has(read.id)) records.set(read.id, read);
  });
  return { records: [...records.values()], warnings };
}

const TIME = 'a time between 1970 and 2100 such as 2026-11-20T14:05:00Z';

type Wire = Readonly<Record<string, unknown>>;

/** A record; or why there is none, as the end of a sentence. */
export function parseEvidence(wire: unknown): Evidence | string {
  if (!isRecord(wire)) return 'not a record, skipped';
  const kind = EVIDENCE_KINDS.find((known) => known === wire.kind);
  if (!kind) return 'needs a kind of reading, hit, quiet or change, skipped';
  const window = windowIn(wire.window);
  if (!window) return 'the window is five_hour, weekly or weekly:<label>, skipped';
  const meter = METERS.find((known) => known === (wire.meter ?? 'plan'));
  if (!meter) return 'the meter is plan or api, skipped';
  const at = timeIn(wire.at);
  if (at === null) return `${article(kind)} needs at, ${TIME}, skipped`;
  const pct = numberIn(wire.pct);
  if (kind === 'reading' && (pct === null || pct < 0)) return 'a reading needs pct, skipped';
  const used = parseUse(wire.used);
  const settled = parseUse(wire.settled);
  if (used === 'bad' || settled === 'bad') {
    return 'use is given by unit as [low, high] without negative numbers, skipped';
  }
  const since = timeIn(wire.since);
  const start = timeIn(wire.start);
  const end = timeIn(wire.end);
  const isOrdered = start === null || end === null || start < end;
  const isPlaced = wire.placed === true && isOrdered && start !== null && end !== null;
  const said = saidIn(wire.said);
  const source = EVIDENCE_SOURCES.find((known) => known === wire.source) ?? DEFAULT_SOURCES[kind];
  return {
    id: idIn(wire, { kind, window, meter, at, source }),
    meter,
    kind,
    window,
    at,
    start: isOrdered ? start : null,
    end: isOrdered ? end : null,
    ...(isPlaced && { isPlaced }),
    used,
    settled: settled ?? (kind === 'quiet' ? used : null),
    pct,
    half: pct === null ? null : halfIn(wire.half, pct, since !== null),
    since,
    source,
    isExact: wire.exact === true,
    isPartlySeen: wire.partlySeen === true,
    note: typeof wire.note === 'string' ? wire.note : null,
    isIgnored: wire.ignored === true,
    ...(said && { said }),
    ...(kind === 'change' && typeof wire.denied === 'boolean' && { isDenied: wire.denied }),
  };
}

function saidIn(wire: unknown): SaidBefore | null {
  if (!isRecord(wire)) return null;
  const at = timeIn(wire.at);
  return at === null ? null : { pct: numberIn(wire.pct), at };
}

/** One line without its end; what is undefined is left out. */
export const evidenceLine = (record: Evidence): string =>
  JSON.stringify({
    id: record.id,
    kind: record.kind,
    meter: record.meter,
    window: record.window,
    at: rfc3339(record.at),
    start: rfc3339(record.start),
    end: rfc3339(record.end),
    placed: record.isPlaced,
    used: record.used,
    settled: record.settled,
    pct: record.pct,
    half: record.half,
    since: rfc3339(record.since),
    source: record.source,
    exact: record.isExact,
    partlySeen: record.isPartlySeen,
    note: record.note,
    ignored: record.isIgnored,
    said: record.said && { pct: record.said.pct, at: rfc3339(record.said.at) },
    denied: record.isDenied,
  });

/** A record that does not say so was written down by a person. */
const DEFAULT_SOURCES: Readonly<Record<EvidenceKind, EvidenceSource>> = {
  reading: 'entry',
  hit: 'manual',
  quiet: 'window',
  change: 'manual',
};

const article = (kind: EvidenceKind) => `a ${kind}`;

/** Nothing said is the week; space around a label says nothing. */
export function windowIn(value: unknown): WindowKind | null {
  const text = value ?? 'weekly';
  if (typeof text !== 'string') return null;
  const [, label] = /^weekly:(.*)$/s.exec(text) ?? [];
  const kind = label === undefined ? text : `weekly:${label.trim()}`;
  return isWindowKind(kind) ? kind : null;
}

/** The same line without an id is the same record again. */
function idIn(
  { id, pct }: Wire,
  {
    kind,
    window,
    meter,
    at,
    source,
  }: Pick<Evidence, 'kind' | 'window' | 'at' | 'source'> & {
    readonly meter: Meter;
  },
): string {
  // A longer one could not be named again by whoever wants to change the record.
  if (typeof id === 'string' && id.length > MOST_ID_LENGTH) return `imported:${digest(id)}`;
  if (typeof id === 'string' && id.trim() !== '') return id;
  if (typeof id === 'number') return String(id);
  return [meter, window, kind, source, rfc3339(at), numberIn(pct) ?? ''].join(' ');
}

/** As it was said, else by how the percentage is written. */
function halfIn(half: unknown, pct: number, isDelta: boolean): number {
  const given = numberIn(half);
  if (given !== null && given > 0) return given;
  return halfOf(pct, isDelta);
}
