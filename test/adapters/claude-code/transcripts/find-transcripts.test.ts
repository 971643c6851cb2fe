import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFolders } from '../../../../src-main/adapters/claude-code/transcripts/config-folders.js';
import { createTranscripts } from '../../../../src-main/adapters/claude-code/transcripts/transcripts.js';
import { createKeptLog } from '../../../fakes/kept-log.js';
import { answer, lines, makeHome, NOW, readOn, SESSION } from './transcript-home.js';

/** Root may read everything: a rule about rights is tried as somebody else. */
function useNobody() {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  return { end: () => (isRoot ? process.seteuid?.(0) : undefined) };
}

describe('the folders of transcripts', () => {
  it('are those of the environment, then the two usual ones', () => {
    const folders = configFolders({ env: { CLAUDE_CONFIG_DIR: '/one' }, home: '/home/ada' });
    expect(folders).toEqual(['/one', '/home/ada/.config/claude', '/home/ada/.claude']);
  });

  it.each([
    ['commas', '/one, ~/two'],
    ['the separator of paths', `/one${delimiter}~/two`],
    ['both, with empty parts', `,/one,${delimiter}~/two,`],
  ])('are parted by %s', (_, given) => {
    const folders = configFolders({ env: { CLAUDE_CONFIG_DIR: given }, home: '/home/ada' });
    expect(folders).toEqual(expect.arrayContaining(['/one', '/home/ada/two']));
  });

  it('may have a comma in their name', async () => {
    const { home, write } = makeHome();
    write('a, b/projects/p/s.jsonl', lines(answer('msg_1')));
    const env = { CLAUDE_CONFIG_DIR: join(home, 'a, b') };
    const transcripts = createTranscripts({ env, home, log: createKeptLog(), now: () => NOW });
    expect(await transcripts.find()).toEqual({ folders: 1, files: 1 });
  });

  it('are all read, with the files of subagents at any depth', async () => {
    const { home, write } = makeHome();
    write('.claude/projects/p/s.jsonl', lines(answer('msg_1')));
    write('.claude/projects/p/s/subagents/agent-1.jsonl', lines(answer('msg_2')));
    write('.config/claude/projects/p/s.jsonl', lines(answer('msg_3')));
    write('work/projects/p/s.jsonl', lines(answer('msg_4')));
    write('.claude/projects/p/notes.txt', lines(answer('msg_5')));
    write('.claude/history.jsonl', lines(answer('msg_6')));
    const env = { CLAUDE_CONFIG_DIR: join(home, 'work') };
    const transcripts = createTranscripts({ env, home, log: createKeptLog(), now: () => NOW });
    expect(await transcripts.find()).toEqual({ folders: 3, files: 4 });
    expect((await readOn(transcripts)).messages).toHaveLength(4);
  });

  it('may be missing altogether', async () => {
    const { transcripts, log } = makeHome();
    expect(await transcripts.find()).toEqual({ folders: 0, files: 0 });
    expect((await readOn(transcripts)).pieces).toEqual([]);
    expect(log.events).toEqual([]);
  });

  it('are read without reading a file for a count', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(answer('msg_1')));
    utimesSync(path, 1, 1);
    await transcripts.find();
    expect((await readOn(transcripts)).messages).toHaveLength(1);
  });
});

describe('each real file', () => {
  it('is read once though its folder is named twice, linked and linked again', async () => {
    const { home, write, path } = makeHome();
    write('.claude/projects/p/s.jsonl', lines(answer('msg_1')));
    symlinkSync(join(home, '.claude'), path('linked'));
    mkdirSync(path('.config/claude'), { recursive: true });
    symlinkSync(join(home, '.claude/projects'), path('.config/claude/projects'));
    symlinkSync(join(home, '.claude/projects/p'), path('.claude/projects/q'));
    symlinkSync(join(home, '.claude/projects/p/s.jsonl'), path('.claude/projects/z.jsonl'));
    const env = { CLAUDE_CONFIG_DIR: `${join(home, 'linked')},${join(home, '.claude/')}` };
    const transcripts = createTranscripts({ env, home, log: createKeptLog(), now: () => NOW });
    expect(await transcripts.find()).toEqual({ folders: 1, files: 1 });
    const { marks, pieces } = await readOn(transcripts);
    expect(marks).toHaveLength(1);
    expect(pieces.flatMap((piece) => piece.messages)).toHaveLength(1);
  });

  it('is read once though it has several names, and keeps its mark', async () => {
    const { transcripts, write, path } = makeHome();
    const first = write('.claude/projects/b.jsonl', lines(answer('msg_1')));
    linkSync(first, path('.claude/projects/c/s.jsonl'));
    const held = await readOn(transcripts);
    expect(held.marks).toHaveLength(1);
    linkSync(first, path('.claude/projects/c/z.jsonl'));
    expect((await readOn(transcripts, held)).pieces).toEqual([]);
  });

  it('is found through links that lead in circles', async () => {
    const { transcripts, home, write, path } = makeHome();
    write(SESSION, lines(answer('msg_1')));
    symlinkSync(join(home, '.claude'), path('.claude/projects/-home-ada-loom/up'));
    symlinkSync(join(home, '.claude/projects'), path('.claude/projects/again'));
    symlinkSync(path('.claude/projects/self'), path('.claude/projects/self'));
    symlinkSync('nowhere', path('.claude/projects/lost.jsonl'));
    expect(await transcripts.find()).toEqual({ folders: 1, files: 1 });
  });

  it('is a file: pipes, sockets and folders of such a name are left alone', async () => {
    const { transcripts, write, path } = makeHome();
    write(SESSION, lines(answer('msg_1')));
    execFileSync('mkfifo', [path('.claude/projects/p/pipe.jsonl')]);
    write('.claude/projects/folder.jsonl/inner.jsonl', lines(answer('msg_2')));
    symlinkSync('/dev/zero', path('.claude/projects/p/zero.jsonl'));
    expect(await transcripts.find()).toEqual({ folders: 1, files: 2 });
    expect((await readOn(transcripts)).messages).toHaveLength(2);
  });

  it('F18 has any name: spaces, quotes, umlauts, emoji, 200 characters', async () => {
    const { transcripts, write } = makeHome();
    write(`.claude/projects/a "b" 'ü' 🌙/${'x'.repeat(200)}.jsonl`, lines(answer('msg_1')));
    expect((await readOn(transcripts)).messages).toHaveLength(1);
  });

  it('comes before the older ones', async () => {
    const { transcripts, write } = makeHome();
    const models = ['old', 'new', 'middle'];
    const times = [1_000, 3_000, 2_000];
    for (const [index, model] of models.entries()) {
      const path = write(
        `.claude/projects/p/${model}.jsonl`,
        lines(answer(model, {}, {}, { model })),
      );
      utimesSync(path, times[index] ?? 0, times[index] ?? 0);
    }
    const { messages } = await readOn(transcripts);
    expect(messages.map(({ model }) => model)).toEqual(['new', 'middle', 'old']);
  });
});

describe('a place that cannot be read', () => {
  it('is left out, logged once and without its path', async () => {
    const { transcripts, log, write, path } = makeHome();
    write(SESSION, lines(answer('msg_1')));
    symlinkSync(path('.claude/projects/circle'), path('.claude/projects/circle'));
    writeFileSync(path('.config/claude'), 'a file where a folder should be');
    expect((await readOn(transcripts)).messages).toHaveLength(1);
    await readOn(transcripts);
    expect(log.events.filter(({ event }) => event.includes('unreadable'))).toEqual([
      { event: 'transcripts-unreadable', fields: { code: 'ELOOP' } },
    ]);
  });

  it('may be a folder or a file that belongs to somebody else', async () => {
    const { transcripts, log, home, write, path } = makeHome();
    write(SESSION, lines(answer('msg_1')));
    chmodSync(write('.claude/projects/p/s.jsonl', lines(answer('msg_2'))), 0o000);
    write('.claude/projects/closed/s.jsonl', lines(answer('msg_3')));
    chmodSync(path('.claude/projects/closed'), 0o000);
    chmodSync(home, 0o755);
    const asNobody = useNobody();
    const first = await readOn(transcripts);
    await readOn(transcripts, first);
    asNobody.end();
    chmodSync(path('.claude/projects/closed'), 0o700);
    expect(first.messages).toHaveLength(1);
    expect(log.events.filter(({ event }) => event.includes('unreadable'))).toEqual([
      { event: 'transcripts-unreadable', fields: { code: 'EACCES' } },
      { event: 'transcripts-unreadable', fields: { code: 'EACCES' } },
    ]);
  });
});
