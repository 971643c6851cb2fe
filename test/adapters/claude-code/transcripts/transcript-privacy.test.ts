import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTranscripts } from '../../../../src-main/adapters/claude-code/transcripts/transcripts.js';
import { createKeptLog } from '../../../fakes/kept-log.js';
import { answer, errorRow, lines, NOW, readOn } from './transcript-home.js';

const MARK = 'Marker7f3Zq';

it('W11 nothing of prompts, paths, projects, people, sessions or ids leaves the adapter', async () => {
  const home = mkdtempSync(join(tmpdir(), `${MARK}-home-`));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const everywhere = {
    cwd: `/home/${MARK}/loom`,
    gitBranch: MARK,
    sessionId: `${MARK}-session`,
    uuid: `${MARK}-uuid`,
    parentUuid: MARK,
    requestId: `req_${MARK}`,
    agentId: MARK,
    slug: MARK,
    isApiErrorMessage: false,
  };
  const content = [{ type: 'text', text: `Secret ${MARK}` }];
  const project = `.claude/projects/-home-${MARK}-loom`;
  mkdirSync(join(home, project), { recursive: true });
  writeFileSync(
    join(home, project, `${MARK}.jsonl`),
    lines(
      { type: 'user', ...everywhere, message: { role: 'user', content: `Prompt ${MARK}` } },
      { type: 'summary', summary: MARK, leafUuid: MARK },
      answer(`msg_${MARK}`, { service_tier: MARK, [MARK]: 1 }, everywhere, { content }),
      answer('msg_model', {}, everywhere, { model: `arn:aws:bedrock:eu:1:profile/${MARK}` }),
      answer('msg_path', {}, everywhere, { model: `/models/${MARK}` }),
      `{"type":"assistant","usage":"${MARK}`,
      errorRow("You've hit your weekly limit · resets Mon 12:00am (UTC)", {
        ...everywhere,
        isApiErrorMessage: true,
        errorDetails: MARK,
        quotaLimits: { status: 'rejected', rateLimitType: MARK, organization: MARK },
      }),
      ...[
        `Quota of ${MARK}@example.com is used up`,
        `Quota of user_${MARK}00 is used up`,
        `Quota in /home/${MARK}/a b/${MARK} c is used up`,
        `Quota at https://example.com/${MARK} is used up`,
        `Quota in src/${MARK}/x.ts is used up`,
      ].map((text, second) =>
        errorRow(text, { ...everywhere, isApiErrorMessage: true, timestamp: time(second) }),
      ),
    ),
  );
  symlinkSync(join(home, 'loop'), join(home, 'loop'));
  symlinkSync(join(home, 'loop'), join(home, project, `${MARK}-loop.jsonl`));

  const log = createKeptLog();
  const env = { CLAUDE_CONFIG_DIR: join(home, `${MARK}-config`) };
  const transcripts = createTranscripts({ env, home, log, now: () => NOW });
  const held = await readOn(transcripts);
  expect(held.messages).toHaveLength(1);
  expect(held.limits).toHaveLength(1);
  expect(held.unknown).toHaveLength(5);
  expect(held.marks).toHaveLength(1);
  const left = JSON.stringify([held, log.events, await transcripts.find()]);
  expect(left).not.toMatch(/marker|loom|7f3zq|prompt|secret|session|projects|home/i);
  expect(log.events.length).toBe(2);
});

const time = (second: number) => `2026-11-20T08:00:0${second}.000Z`;
