import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { mergeCopies } from '../../../../src-main/adapters/claude-code/transcripts/merge-copies.js';
import { createTranscripts } from '../../../../src-main/adapters/claude-code/transcripts/transcripts.js';
import type {
  PlanMessage,
  TranscriptMark,
  TranscriptPiece,
  Transcripts,
} from '../../../../src-main/core/limits/limit-ports.js';
import { createKeptLog } from '../../../fakes/kept-log.js';

export const NOW = Date.UTC(2026, 10, 20, 12);
export const AT = '2026-11-20T09:00:00.000Z';

/** A home folder of its own, gone after the test. */
export function makeHome(env: Record<string, string> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'transcripts-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const log = createKeptLog();
  const place = (path: string) => {
    const whole = join(home, path);
    mkdirSync(dirname(whole), { recursive: true });
    return whole;
  };
  return {
    home,
    log,
    transcripts: createTranscripts({ env, home, log, now: () => NOW }),
    path: place,
    write(path: string, content: string | Uint8Array) {
      writeFileSync(place(path), content);
      return join(home, path);
    },
  };
}

export const SESSION = '.claude/projects/-home-ada-loom/session.jsonl';

export interface Held {
  readonly pieces: readonly TranscriptPiece[];
  readonly messages: readonly PlanMessage[];
  readonly marks: readonly TranscriptMark[];
  readonly limits: TranscriptPiece['sightings'];
  readonly unknown: TranscriptPiece['unknown'];
}

/** Reads on from what is held, and keeps it as a store does: copies merged by id. */
export async function readOn(transcripts: Transcripts, held?: Held): Promise<Held> {
  const pieces: TranscriptPiece[] = [];
  for await (const piece of transcripts.read(held?.marks ?? [], new AbortController().signal)) {
    pieces.push(piece);
  }
  return keep(pieces, held);
}

export function keep(pieces: readonly TranscriptPiece[], held?: Held): Held {
  const messages = new Map((held?.messages ?? []).map((message) => [message.id, message]));
  for (const message of pieces.flatMap((piece) => piece.messages)) {
    const known = messages.get(message.id);
    messages.set(message.id, known ? mergeCopies(known, message) : message);
  }
  const by = <Item>(keyOf: (item: Item) => string, items: readonly Item[]) => [
    ...new Map(items.map((item) => [keyOf(item), item])).values(),
  ];
  return {
    pieces,
    messages: [...messages.values()],
    marks: by(({ file }) => file, [...(held?.marks ?? []), ...pieces.flatMap((p) => p.marks)]),
    limits: by(({ id }) => id, [...(held?.limits ?? []), ...pieces.flatMap((p) => p.sightings)]),
    unknown: by(({ id }) => id, [...(held?.unknown ?? []), ...pieces.flatMap((p) => p.unknown)]),
  };
}

/** A row of use as Claude Code writes it. */
export const answer = (id: string, usage: object = {}, row: object = {}, message: object = {}) => ({
  parentUuid: null,
  isSidechain: false,
  userType: 'external',
  cwd: '/home/ada/loom',
  sessionId: '0f1e2d3c-0000-4000-8000-000000000001',
  version: '2.1.220',
  gitBranch: 'main',
  type: 'assistant',
  message: {
    model: 'claude-opus-5-5',
    id,
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'Done.' }],
    usage: {
      input_tokens: 10,
      cache_creation_input_tokens: 300,
      cache_read_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
      output_tokens: 40,
      service_tier: 'standard',
      ...usage,
    },
    ...message,
  },
  requestId: `req_${id}`,
  uuid: `uuid-${id}`,
  timestamp: AT,
  ...row,
});

/** A row that Claude Code flags as an error. */
export const errorRow = (text: string, row: object = {}) => ({
  parentUuid: 'b23274f0-a494-4d7c-b931-3f9dc7f55415',
  isSidechain: false,
  type: 'assistant',
  uuid: '4d66b61c-bee2-43b2-92ae-7b9769247f66',
  timestamp: AT,
  message: {
    id: '8f9a3b7c-bee2-43b2-92ae-7b9769247f66',
    model: '<synthetic>',
    role: 'assistant',
    type: 'message',
    usage: { input_tokens: 0, output_tokens: 0 },
    content: [{ type: 'text', text }],
  },
  error: 'rate_limit',
  isApiErrorMessage: true,
  apiErrorStatus: 429,
  sessionId: '0f1e2d3c-0000-4000-8000-000000000001',
  ...row,
});

export const lines = (...rows: readonly unknown[]) =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');

export const noCancel = () => new AbortController().signal;
export const many = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => answer(`msg_${prefix}${index}`));
