import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../src-main/demo/faults.js';
import {
  ADMIN_KEY,
  cleanUpAfter,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('each');

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** The key itself, in the forms in which a careless program writes it. */
const forms = (key: string) => [
  key,
  key.slice(0, -4),
  key.slice(20),
  encodeURIComponent(key),
  Buffer.from(key).toString('base64').slice(4, -6),
  Buffer.from(key).toString('hex'),
  [...key].reverse().join(''),
];

function expectNoKey(what: string, bytes: Buffer | string) {
  const text = Buffer.from(bytes).toString('latin1');
  for (const form of [...forms(ADMIN_KEY), Buffer.from(ADMIN_KEY, 'utf16le').toString('latin1')]) {
    expect(text.includes(form), `${what} holds ${form.slice(0, 6)}…`).toBe(false);
  }
}

describe('the admin key', () => {
  test('W11: is in no output and in no file after a session with many faults', async () => {
    const simulator = await startSimulator();
    const folder = temporaryFolder();
    const here = setting(simulator, folder);
    const outputs: string[] = [];
    const run = async (...words: string[]) => {
      const { stdout, stderr } = await runTidemark(words, here);
      outputs.push(stdout, stderr);
    };
    await run('sync', '--json');
    const faults: readonly FaultName[] = [
      'unauthorized',
      'html',
      'not-http',
      'huge-headers',
      'redirect-other-host',
      'missing-required',
      'rate-limited-30',
    ];
    for (const fault of faults) {
      simulator.setFaults([fault]);
      await run('sync', '--json');
      await run('sync');
    }
    await run('status', '--json');
    await run('status');
    await run('history', '--from', '2026-11-01', '--to', '2026-11-22', '--by', 'api_key', '--csv');
    await run('sync', '--no-such-flag');

    expectNoKey('the output', outputs.join('\n'));
    expectNoKey('what was asked', JSON.stringify([simulator.requests, simulator.strayRequests]));
    expect(simulator.strayRequests).toEqual([]);
    const files = filesBelow(folder);
    expect(files.map((path) => path.slice(folder.length + 1)).sort()).toEqual(
      expect.arrayContaining(['logs/tidemark.log', 'settings.json']),
    );
    for (const path of files) expectNoKey(path, readFileSync(path));
    // Only the last four characters are kept, to tell keys apart.
    const settings = readFileSync(join(folder, 'settings.json'), 'utf8');
    expect(JSON.parse(settings).connection.lastFour).toBe(ADMIN_KEY.slice(-4));
  }, 180_000);

  test('S23: every file is for its owner alone, and so is the folder', async () => {
    const simulator = await startSimulator({ faults: ['unauthorized:20'] });
    const folder = join(temporaryFolder(), 'data');
    await runTidemark(['sync'], setting(simulator, folder));
    simulator.setFaults(['html']);
    await runTidemark(['sync'], setting(simulator, folder));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
    for (const path of filesBelow(folder)) {
      expect((statSync(path).mode & 0o777).toString(8), path).toBe('600');
    }
  });

  test.each([
    ['connect', ADMIN_KEY],
    ['sync', ADMIN_KEY],
    ['sync', `--key=${ADMIN_KEY}`],
    ['sync', '--api-key', ADMIN_KEY],
    [ADMIN_KEY],
    [ADMIN_KEY.slice(0, 40)],
    ['connect', `--${ADMIN_KEY}`],
    ['prices', 'set', ADMIN_KEY, '--uncached-input', '3', '--output', '15'],
    ['limits', 'import', ADMIN_KEY],
    ['simulator', '--seed', ADMIN_KEY],
  ])('S16: is never taken as an argument: %s', async (...words) => {
    const simulator = await startSimulator();
    const folder = temporaryFolder();
    for (const json of [[], ['--json']]) {
      const ended = await runTidemark([...words, ...json], setting(simulator, folder));
      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(/^tidemark: A key is never given as an argument[^\n]+\n$/);
      expectNoKey('the output', ended.stdout + ended.stderr);
      expect(ended.stdout + ended.stderr).not.toContain(ADMIN_KEY.slice(0, 20));
    }
    expect(simulator.requests).toEqual([]);
    expect(filesBelow(folder)).toEqual([]);
  });

  test('S17: is not in what is said of a folder that is named after it', async () => {
    const simulator = await startSimulator();
    const folder = join(temporaryFolder(), ADMIN_KEY);
    mkdirSync(folder);
    writeFileSync(join(folder, 'settings.json'), '{"cut');
    const ended = await runTidemark(['status'], setting(simulator, folder));
    expect(ended.stderr).toContain('Damaged settings were set aside: ');
    expectNoKey('the output', ended.stdout + ended.stderr);
  });

  test('W9: quotes, spaces and "Bearer " around it are taken off before it is sent', async () => {
    const simulator = await startSimulator();
    for (const given of [` "${ADMIN_KEY}" \n`, `Bearer ${ADMIN_KEY}`, `\u200b'${ADMIN_KEY}'`]) {
      const here = setting(simulator, temporaryFolder(), { ANTHROPIC_ADMIN_KEY: given });
      expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0 });
    }
  });

  test.each([
    ['another thing altogether'],
    ['sk-ant-short'],
    ['sk-proj-0123456789abcdef0123456789'],
    [`${ADMIN_KEY}\nx-evil: 1`],
    [`sk-ant-admin01-${'x'.repeat(400)}`],
    ['sk-ant-admin01-ünïcödé-0123456789'],
  ])('S15: what is no key is sent nowhere, exit 3: %j', async (given) => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder(), { ANTHROPIC_ADMIN_KEY: given });
    const ended = await runTidemark(['sync'], here);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/^tidemark: [^\n]+\n$/);
    expect(ended.stderr).not.toContain(given);
    expect(simulator.requests).toEqual([]);
  });
});
