import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import {
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('each');

const SPAN = ['--from', '2026-11-15', '--to', '2026-11-22'];
const RATES = ['--uncached-input', '6', '--output', '30'];

/** A folder with a synced week of the simulated organization. */
async function syncedFolder(options: Parameters<typeof startSimulator>[0] = {}) {
  const simulator = await startSimulator(options);
  const folder = temporaryFolder();
  const here = setting(simulator, folder);
  expect((await runTidemark(['sync', '--since', '2026-11-10'], here)).code).toBe(0);
  return { simulator, folder, here };
}

/** Estimates of the week by model, as the command line tells them. */
async function estimates(here: Parameters<typeof runTidemark>[1]) {
  const { stdout } = await runTidemark(['history', ...SPAN, '--by', 'model', '--json'], here);
  const sums = new Map<string, number | null>();
  for (const { group, estimatedMicrocents } of JSON.parse(stdout).rows) {
    const known = sums.get(group.id) ?? null;
    sums.set(group.id, estimatedMicrocents === null ? known : (known ?? 0) + estimatedMicrocents);
  }
  return sums;
}

describe('prices', () => {
  test('lists every model with its rates, days, confidence and sources, those in use first', async () => {
    const { simulator, here } = await syncedFolder();
    const asked = simulator.requests.length;
    const json = await runTidemark(['prices', '--json'], here);
    expect(json.code).toBe(0);
    const list = JSON.parse(json.stdout);
    expect(list).toMatchObject({ schema: 1, version: priceTable.version });
    const models = list.prices.map(({ model }: { model: string }) => model);
    for (const { id } of priceTable.models) expect(models).toContain(id);
    expect(models).toContain('claude-mythos-preview');
    const tokens = list.prices.map((price: { tokens: number }) => price.tokens);
    expect(tokens[0]).toBeGreaterThan(0);
    expect(tokens).toEqual([...tokens].sort((a: number, b: number) => b - a));
    const haiku = list.prices.find(({ model }: { model: string }) => model === 'claude-haiku-5-5');
    expect(haiku).toMatchObject({
      usdPerMillion: { uncachedInput: 0.1, cacheRead: 0.01, output: 0.5 },
      overBand: { thresholdPromptTokens: 100_000, rates: { output: 2.5 } },
      from: '2026-10-07',
      isOwn: false,
      confidence: 'part third-party',
      sources: ['S4', 'S5'],
    });
    expect(list.sources.S5).toMatchObject({ kind: 'third-party', date: '2026-10-25' });
    const preview = list.prices.find(
      ({ model }: { model: string }) => model === 'claude-mythos-preview',
    );
    expect(preview).toMatchObject({ usdPerMillion: null, confidence: null });

    const text = await runTidemark(['prices'], here);
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(
      /claude-opus-5-5 +4 +5 +8 +0\.2 +20 +2026-09-22 +part third-party S3 S9 S12\n/,
    );
    expect(text.stdout).toMatch(/ {2}over 100 K +0\.5 +0\.625 +1 +0\.05 +2\.5\n/);
    expect(text.stdout).toMatch(/claude-mythos-preview +price unknown\n/);
    expect(text.stdout).toContain('S7 (third-party, 2026-11-10)');
    expect(simulator.requests).toHaveLength(asked);
  });

  test('are known without a key and without a history', async () => {
    const folder = temporaryFolder();
    const ended = await runTidemark(['prices', '--json'], { env: { TIDEMARK_DATA_DIR: folder } });
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout).prices.length).toBeGreaterThan(20);
    expect(existsSync(join(folder, 'history'))).toBe(false);
  });
});

describe('prices set and unset', () => {
  test('price what is held anew, offline, from the day on, and back', async () => {
    const { simulator, here } = await syncedFolder();
    const before = await estimates(here);
    const asked = simulator.requests.length;
    const model = 'claude-opus-5-5';
    const set = await runTidemark(['prices', 'set', model, ...RATES], here);
    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(set.stdout).toContain(
      'always, in dollars per million tokens: uncached input 6, 5m creation 7.5, 1h creation 12, cache read 0.6, output 30.',
    );
    expect(set.stdout).toContain(
      'Not given, so it follows uncached input: 5m creation 1.25 times, 1h creation 2 times, cache read 0.1 times.',
    );
    const after = await estimates(here);
    expect(after.get(model)).toBeGreaterThan(before.get(model) ?? 0);
    for (const [other, estimate] of before) {
      if (other !== model) expect(after.get(other), other).toBe(estimate);
    }
    const { prices } = JSON.parse((await runTidemark(['prices', '--json'], here)).stdout);
    const listed = prices.find((price: { model: string }) => price.model === model);
    expect(listed).toMatchObject({ isOwn: true, confidence: 'yours', sources: [] });

    const unset = await runTidemark(['prices', 'unset', model], here);
    expect(unset).toMatchObject({ code: 0, stderr: '' });
    expect(await estimates(here)).toEqual(before);
    const again = await runTidemark(['prices', 'unset', model], here);
    expect(again).toMatchObject({ code: 0, stdout: `You have entered no price for ${model}.\n` });
    expect(simulator.requests).toHaveLength(asked);
  });

  test('give a model a price that has none, and leave nothing unpriced', async () => {
    const { here } = await syncedFolder({ unpricedModel: true });
    const unpriced = async () =>
      JSON.parse((await runTidemark(['status', '--json'], here)).stdout).unpriced;
    const [first] = await unpriced();
    expect(first.model).toBe('claude-mythos-preview');
    const words = ['prices', 'set', first.model, ...RATES, '--cache-read', '0', '--json'];
    const set = await runTidemark(words, here);
    expect(JSON.parse(set.stdout)).toEqual({
      schema: 1,
      set: {
        model: 'claude-mythos-preview',
        from: null,
        uncachedInput: 6,
        cacheCreation5m: 7.5,
        cacheCreation1h: 12,
        cacheRead: 0,
        output: 30,
      },
      usual: ['cacheCreation5m', 'cacheCreation1h'],
    });
    expect((await unpriced()).map(({ model }: { model: string }) => model)).not.toContain(
      'claude-mythos-preview',
    );
  });
});

describe('what is no price ends with exit 2 and one sentence, and nothing is saved', () => {
  const MODEL = ['prices', 'set', 'claude-opus-6'];
  test.each([
    [[...MODEL, '--uncached-input=-5', '--output', '1'], 'cannot be negative'],
    [[...MODEL, '--uncached-input', '-5', '--output', '1'], '--uncached-input needs a value'],
    [[...MODEL, '--uncached-input', 'NaN', '--output', '1'], 'plain number'],
    [[...MODEL, '--uncached-input', '1e9', '--output', '1'], 'plain number'],
    [[...MODEL, '--uncached-input', '1,25', '--output', '1'], 'with a point'],
    [[...MODEL, '--uncached-input', '5', '--output', '1000000000'], 'at most 100,000'],
    [[...MODEL, '--uncached-input', '0.0000001', '--output', '1'], '5 decimals'],
    [[...MODEL, '--uncached-input', '', '--output', '1'], '--uncached-input'],
    [[...MODEL, '--uncached-input', '5'], '--output'],
    [[...MODEL, ...RATES, '--from', '2026-02-30'], '--from'],
    [[...MODEL, ...RATES, '--from', '2026-11-01T00:00:00Z'], '--from'],
    [[...MODEL, 'twice', ...RATES], 'one model'],
    [['prices', 'set', ...RATES], 'one model'],
    [['prices', 'unset'], 'one model'],
    [['prices', 'unset', 'claude-opus-6', '--output', '5'], '--output'],
    [['prices', '--output', '5'], '--output'],
    [['prices', 'show'], 'set MODEL'],
    [['prices', '--by', 'model'], '--by'],
  ])('%j', async (words, named) => {
    const folder = temporaryFolder();
    const ended = await runTidemark(words, { env: { TIDEMARK_DATA_DIR: folder } });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^tidemark: [^\n]+\n$/);
    expect(ended.stderr).toContain(named);
    expect(existsSync(join(folder, 'settings.json'))).toBe(false);
  });
});

describe('prices that were not applied yet', () => {
  const WORDS = 'tidemark: Prices changed: some older figures are still at the former prices';

  test('are told beside every figure that is read, on standard error, until the next sync', async () => {
    const { folder, here } = await syncedFolder();
    const questions = [['status'], ['status', '--json'], ['history', ...SPAN], ['costs', ...SPAN]];
    for (const words of questions) {
      expect(await runTidemark(words, here)).toMatchObject({ code: 0, stderr: '' });
    }
    const path = join(folder, 'settings.json');
    const saved = JSON.parse(readFileSync(path, 'utf8'));
    const rates = { uncachedInput: 6, cacheCreation5m: 7.5, cacheCreation1h: 12, cacheRead: 0.6 };
    const own = { model: 'claude-opus-5-5', from: null, ...rates, output: 30 };
    saved.settings = { ...saved.settings, priceOverrides: [own] };
    writeFileSync(path, JSON.stringify(saved));
    for (const words of questions) {
      const { code, stderr } = await runTidemark(words, here);
      expect(code).toBe(0);
      expect(stderr).toBe(`${WORDS} until the next sync.\n`);
    }
    expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0, stderr: '' });
    expect(await runTidemark(['status'], here)).toMatchObject({ code: 0, stderr: '' });
  });
});
