import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { afterEach, beforeEach } from 'vitest';
import {
  createStatusLine,
  type StatusLineOptions,
} from '../../../../src-main/adapters/claude-code/status-line/status-line.js';
import { createKeptLog } from '../../../fakes/kept-log.js';

export const NOW = Date.parse('2026-11-22T08:00:00Z');
export const ORIGINAL = `{
    "model": "opus",  // mine
    "statusLine": {"type": "command", "command": "bash ~/line.sh # 'mine'", "padding": 2},
    "env": { "SECRET": "sk-ant-not-really" }
}
`;
export const namesOf = (folder: string) => readdirSync(folder).sort();

/** A home for each test of the file, with a folder of Claude Code and one of Tidemark. */
export function createClaudeHome() {
  let home: string;
  let data: string;
  let settings: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tidemark-home-'));
    data = join(home, 'data');
    settings = join(home, '.claude', 'settings.json');
    mkdirSync(join(home, '.claude'));
    writeFileSync(join(home, 'statusline.cjs'), '// the built program');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function open(more: Partial<StatusLineOptions> = {}) {
    return createStatusLine({
      dataDirectory: data,
      env: {},
      home,
      findNode: () => process.execPath,
      script: { shipped: join(home, 'statusline.cjs'), isCopied: false },
      log: createKeptLog(),
      now: () => NOW,
      ...more,
    });
  }

  const read = () => readFileSync(settings, 'utf8');
  const commandOf = () => parse(read().replace(/^\uFEFF/, '')).statusLine.command;
  const backup = () => `${settings}.before-tidemark-2026-11-22`;
  return {
    home: () => home,
    data: () => data,
    settings: () => settings,
    open,
    read,
    commandOf,
    backup,
  };
}
