import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

/** Every import of a file; relative ones as paths from the root. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s(type\s)?[^;'"]*?from\s*'([^']+)'|import\('([^']+)'\)|import '([^']+)'|require\('([^']+)'\)/g;
  return [...text.matchAll(pattern)].map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? match[5] ?? '';
    const to = target.startsWith('.')
      ? relative(root, resolve(root, dirname(file), target))
      : target;
    return { from: file, to, isTypeOnly: match[1] !== undefined };
  });
}

const all = [...sourceFiles('src-main'), ...sourceFiles('src-renderer')].flatMap(importsOf);
const from = (folder: string) => all.filter((edge) => edge.from.startsWith(`${folder}/`));
const show = (edges: readonly Import[]) => edges.map((edge) => `${edge.from} -> ${edge.to}`);
const within = (edge: Import, ...places: string[]) =>
  places.some((place) => edge.to === place || edge.to.startsWith(`${place}/`));

describe('the arrows of the house', () => {
  it('reads imports at all', () => {
    expect(all.length).toBeGreaterThan(200);
  });

  it('shared imports nothing but zod and itself', () => {
    const foreign = from('src-main/shared').filter(
      (edge) => !within(edge, 'zod', 'src-main/shared'),
    );
    expect(show(foreign)).toEqual([]);
  });

  it('core imports only core, shared, zod and the price table', () => {
    const foreign = from('src-main/core').filter(
      (edge) => !within(edge, 'zod', 'src-main/shared', 'src-main/core', 'assets/price-table.json'),
    );
    expect(show(foreign)).toEqual([]);
  });

  it('an adapter imports core, shared, packages and its own folder, never another adapter', () => {
    const own = (edge: Import) => edge.from.split('/').slice(0, 3).join('/').replace(/\.ts$/, '');
    const partsOfAdapters: Readonly<Record<string, readonly string[]>> = {
      // The tray is drawn by tray-icon and its host found over dbus: one outside thing each.
      'src-main/adapters/tray': ['src-main/adapters/tray-icon'],
      'src-main/adapters/tray-host': ['src-main/adapters/dbus'],
      'src-main/adapters/window': ['src-main/adapters/app-scheme.js'],
      'src-main/adapters/log': ['src-main/adapters/redactor.js'],
    };
    // One way to make a folder, to write a file whole, to say how far they came, to name the zone.
    const sharedByAll = ['make-folder', 'write-whole-file', 'mark-stage', 'system-zone'].map(
      (name) => `src-main/adapters/${name}.js`,
    );
    const foreign = from('src-main/adapters').filter(
      (edge) =>
        edge.to.startsWith('src-') &&
        !within(edge, 'src-main/shared', 'src-main/core', own(edge)) &&
        !within(edge, ...sharedByAll) &&
        !within(edge, ...(partsOfAdapters[own(edge)] ?? [])),
    );
    expect(show(foreign)).toEqual([]);
  });

  it('the command line imports no root', () => {
    const foreign = from('src-main/cli').filter((edge) => /^src-main\/[^/]+$/.test(edge.to));
    expect(show(foreign)).toEqual([]);
  });

  it('nobody but the roots imports an adapter', () => {
    const roots = [
      'main',
      'desktop-app',
      'running-parts',
      'live-parts',
      'limit-handlers',
      'surroundings',
      'with-parts',
      'cli',
      'statusline',
    ];
    const foreign = all.filter(
      (edge) =>
        edge.to.startsWith('src-main/adapters/') &&
        !edge.from.startsWith('src-main/adapters/') &&
        !roots.some((name) => edge.from === `src-main/${name}.ts`),
    );
    expect(show(foreign)).toEqual([]);
  });

  it('the window imports shared and page libraries only', () => {
    const libraries = ['react', 'react-dom', 'zustand', 'd3-array'];
    const foreign = from('src-renderer').filter(
      (edge) => !within(edge, 'src-renderer', 'src-main/shared', ...libraries),
    );
    expect(show(foreign)).toEqual([]);
  });

  it('the window takes only types from files that need zod', () => {
    const heavy = ['src-main/shared/settings.js', 'src-main/shared/ipc-contract.js'];
    const foreign = from('src-renderer').filter(
      (edge) => within(edge, ...heavy) && !edge.isTypeOnly,
    );
    expect(show(foreign)).toEqual([]);
  });

  it('only bridge.ts touches window.tidemark', () => {
    const touching = sourceFiles('src-renderer').filter((file) =>
      readFileSync(join(root, file), 'utf8').includes('window.tidemark'),
    );
    expect(touching).toEqual(['src-renderer/bridge.ts']);
  });

  it('electron, keytar, undici, SQLite and Node stay under adapters, demo, the command line and the roots', () => {
    const outside = ['electron', 'keytar', 'undici', 'electron-store', '@photostructure/sqlite'];
    const foreign = all.filter(
      (edge) =>
        (outside.includes(edge.to) || edge.to.startsWith('node:')) &&
        !edge.from.startsWith('src-main/adapters/') &&
        !edge.from.startsWith('src-main/demo/') &&
        !edge.from.startsWith('src-main/cli/') &&
        !/^src-main\/[a-z-]+\.ts$/.test(edge.from),
    );
    expect(show(foreign)).toEqual([]);
  });

  it('the wire’s snake_case never leaves its folder', () => {
    const spokenElsewhere = [
      // Claude Code writes the same words.
      'src-main/adapters/claude-code/transcripts/message-of-row.ts',
      'src-main/core/status-line/read-payload.ts',
      // The kinds of the cost report are groups of the history, and columns of its CSV.
      'src-main/core/usage/history-labels.ts',
      'src-main/cli/history-output.ts',
    ];
    const leaking = sourceFiles('src-main')
      .filter((file) => !/src-main\/(demo|adapters\/admin-api)\//.test(file))
      .filter((file) =>
        /\b(cache_read_input_tokens|uncached_input_tokens|starting_at)\b/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
      );
    expect(leaking.sort()).toEqual(spokenElsewhere.sort());
  });
});
