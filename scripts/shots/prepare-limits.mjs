import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { reasonOf, runCommand } from '../command.mjs';
import { repoFolder } from '../set-up.mjs';
import { readingLine, statusPayload, writeClaudeCode } from './claude-code.mjs';
import { stoppedClock } from './clock.mjs';
import { inventPast } from './plan-past.mjs';

const NOW = Date.parse(stoppedClock.env.SHOTS_NOW);
const commandLine = path.join(repoFolder, 'bin/tidemark.mjs');

/**
 * Claude Code in the session's home, and a data folder with what was told of its limits so far.
 * @param {object} options
 * @param {Record<string, string>} options.env of a desktop session
 * @param {string} options.dataFolder that does not exist yet
 * @param {string} options.history a data folder that holds the organization's history
 * @param {typeof import('./limit-states.mjs').LIMIT_STATES[number]} options.state
 */
export async function prepareLimits({ env, dataFolder, history, state }) {
  const isSpare = (file) => file.includes('.backup-');
  const [past] = await Promise.all([
    inventPast({ now: NOW, ...state.past }),
    cp(history, dataFolder, { recursive: true, filter: (file) => !isSpare(file) }),
  ]);
  await setUp(dataFolder);
  const { messages, hits, readings } = past;
  const { isSeen = () => true, typed = none, heard = none, says = none } = state;
  await writeClaudeCode(env.HOME, { messages: messages.filter(isSeen), hits });
  const own = { ...env, TZ: 'Europe/Oslo', TIDEMARK_DATA_DIR: dataFolder };
  const evidence = [
    ...typed(readings, NOW).map((reading) => readingLine(reading, 'entry')),
    ...heard(readings, NOW).map((reading) => readingLine(reading, 'statusline')),
  ];
  if (evidence.length > 0) {
    const file = `${dataFolder}.jsonl`;
    await writeFile(file, `${evidence.join('\n')}\n`);
    await tidemark(['limits', 'import', file], own);
  }
  if (heard !== none || says !== none) await tidemark(['statusline', 'install', '--yes'], own);
  for (const reading of says(readings, NOW).filter(({ resetsAt }) => resetsAt > NOW)) {
    await tidemark(['statusline'], own, { input: statusPayload([reading]), at: reading.at });
  }
}

/** As the person chose it in the settings: the plan's week, its reset, and transcripts. */
async function setUp(dataFolder) {
  const file = path.join(dataFolder, 'settings.json');
  const content = JSON.parse(await readFile(file, 'utf8'));
  const settings = {
    weekMeter: 'plan',
    readsTranscripts: true,
    weeklyResetWeekday: 2,
    weeklyResetTime: '03:00',
    weeklyResetZone: 'UTC',
  };
  await writeFile(file, JSON.stringify({ ...content, settings }));
}

const none = () => [];

async function tidemark(words, env, { input, at = NOW } = {}) {
  const clock = { SHOTS_NOW: new Date(at).toISOString() };
  const result = await runCommand(
    process.execPath,
    [...stoppedClock.words, commandLine, ...words],
    { env: { ...env, ...clock }, ...(input === undefined ? {} : { input }) },
  );
  if (result.code !== 0) throw new Error(`tidemark ${words.join(' ')}: ${reasonOf(result)}`);
}
