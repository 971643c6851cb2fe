import path from 'node:path';
import process from 'node:process';
import { runCommand } from './command.mjs';
import { ensureDependencies, repoFolder } from './set-up.mjs';

const tool = (name) => path.join(repoFolder, 'node_modules', ...name.split('/'));
/** Each world has its own compiler settings: the core knows neither Node nor a page. */
const projects = ['core', 'main', 'renderer', 'test'];

await ensureDependencies();
const results = await Promise.all([
  ...projects.map((name) =>
    run(`types of ${name}`, [tool('typescript/bin/tsc'), '-p', `tsconfig.${name}.json`]),
  ),
  run('lint and format', [tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']),
]);
for (const { name, output } of results.filter((result) => !result.isClean)) {
  console.error(`${name}:\n${output}\n`);
}
const isClean = results.every((result) => result.isClean);
console.log(isClean ? 'check: clean' : 'check: not clean');
process.exitCode = isClean ? 0 : 1;

async function run(name, words) {
  const { code, stdout, stderr } = await runCommand(process.execPath, words, { cwd: repoFolder });
  return { name, isClean: code === 0, output: `${stdout}${stderr}`.trim() };
}
