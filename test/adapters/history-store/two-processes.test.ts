import { describe, expect, test } from 'vitest';
import {
  clearAwayAfterEach,
  close,
  ended,
  hourOf,
  hoursOf,
  mustOpen,
  NOW,
  nextLine,
  openStore,
  outputs,
  SPAN,
  START,
  startOther,
  temporaryPath,
} from './keeping.js';
import { message, piece, reading } from './some-limits.js';

clearAwayAfterEach();

describe('another process', () => {
  test('F12: that lets go in time is waited for', async () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const other = startOther(path, '700');
    await nextLine(other);
    expect(store.replaceHours(SPAN, hoursOf(SPAN, 6), NOW).ok).toBe(true);
    await ended(other);
  });

  test('F12: a history can be read while another process writes', async () => {
    const path = temporaryPath();
    mustOpen(path).replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const other = startOther(path, '20000');
    await nextLine(other);
    expect(outputs(mustOpen(path, true))).toEqual(Array(24).fill(5));
  });

  test('F12: opening for writing meanwhile works or says busy, and closing throws nothing', async () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    store.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    const other = startOther(path, '20000');
    await nextLine(other);
    const { opened } = openStore(path);
    if (opened.ok) opened.value.close();
    else expect(opened.failure.kind).toBe('storage-busy');
    close(store);
    other.kill('SIGKILL');
    await ended(other);
    expect(outputs(mustOpen(path))).toEqual(Array(24).fill(5));
  });
});

describe('two connections', () => {
  test('F13: each sees what the other has committed, and no row is lost', () => {
    const path = temporaryPath();
    const [app, command] = [mustOpen(path), mustOpen(path)];
    const reader = mustOpen(path, true);
    for (let hour = 0; hour < 24; hour += 2) {
      const span = (index: number) => ({
        from: START + index * 3_600_000,
        to: START + (index + 1) * 3_600_000,
      });
      app.replaceHours(span(hour), [hourOf(span(hour).from, hour)], NOW);
      command.replaceHours(span(hour + 1), [hourOf(span(hour + 1).from, hour + 1)], NOW);
      expect(outputs(reader)).toHaveLength(hour + 2);
    }
    const all = Array.from({ length: 24 }, (_, hour) => hour);
    for (const store of [app, command, reader]) expect(outputs(store)).toEqual(all);
    expect(reader.readCoverage().hours.size).toBe(24);
  });

  test('F13: a reader never sees half of a write', async () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const reader = mustOpen(path, true);
    for (let round = 1; round <= 50; round += 1) {
      store.replaceHours(SPAN, hoursOf(SPAN, round), NOW);
      expect(new Set(outputs(reader))).toEqual(new Set([round]));
    }
  });

  test('F13: pieces of transcripts and evidence of both are kept, each once', () => {
    const path = temporaryPath();
    const [app, command] = [mustOpen(path), mustOpen(path)];
    const reader = mustOpen(path, true);
    for (let count = 0; count < 20; count += 1) {
      const store = count % 2 === 0 ? app : command;
      const messages = [message(`${count}`, START, 1), message('both', START, count)];
      store.limits.addTranscriptPiece(piece({ messages }));
      expect(store.limits.addEvidence([reading('both'), reading(`${count}`)])).toEqual({
        ok: true,
        value: count === 0 ? 2 : 1,
      });
      for (const grain of ['hour', 'minute'] as const) {
        const [use] = reader.limits.readPlanUse(SPAN, grain);
        expect(use?.tokens.output).toBe(count + 1 + count);
      }
    }
    command.limits.deleteEvidence(['both']);
    expect(app.limits.addEvidence([reading('both')])).toEqual({ ok: true, value: 0 });
    expect(reader.limits.readEvidence()).toHaveLength(20);
  });
});
