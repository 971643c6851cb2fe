// Loaded before the app by node --require. Counts the stages that the process passes, writes them
// down, and sends itself a signal at the one that is named: SIGKILL if no other was asked for. Or the
// operation of that stage fails.
const { subscribe } = require('node:diagnostics_channel');
const fs = require('node:fs');
const Module = require('node:module');
const { basename, join } = require('node:path');

const { dataFolder, journal, killAt, copies, keychain, isKeychainWaiting } = JSON.parse(
  process.env.TIDEMARK_TEST_PLAN,
);
const plain = { ...fs };
const passed = new Map();
const journalFile = plain.openSync(journal, 'a');

function pass(stage) {
  const passage = (passed.get(stage) ?? 0) + 1;
  passed.set(stage, passage);
  if (copies && ['transaction:committed', 'migration:done'].includes(stage)) copyHistory();
  plain.writeSync(journalFile, `${stage}\n`);
  if (killAt && stage === killAt.stage && passage === killAt.passage) {
    if (killAt.error) throw Object.assign(new Error(killAt.error), { code: killAt.error });
    process.kill(process.pid, killAt.signal ?? 'SIGKILL');
  }
}

let copied = 0;
function copyHistory() {
  const name = plain.readdirSync(dataFolder).find((file) => /^history-.*\.sqlite3$/.test(file));
  if (!name) return;
  const { DatabaseSync } = require('@photostructure/sqlite');
  const database = new DatabaseSync(join(dataFolder, name));
  copied += 1;
  database.prepare('VACUUM INTO ?').run(join(copies, `${copied}.sqlite3`));
  database.close();
}

subscribe('tidemark:stage', pass);
// Undici marks its own stages.
subscribe('undici:client:sendHeaders', () => pass('request:sent'));
subscribe('undici:request:headers', () => pass('answer:begun'));

/** Settings, backups and what is moved: libraries do it, so the file system itself is asked. */
const nameOf = (path) =>
  basename(String(path))
    .replace(/\.tmp-.*/, '.tmp')
    .replace(/\.\d+-[a-z\d]+\.tmp$/, '.tmp')
    .replace(/^history-[\w-]+?\.sqlite3/, 'history')
    .replace(/-\d{4}-\d\d-\d\dT[\d-]+Z/, '')
    .replace(/\.building-\d+/, '.building');
const isWatched = (path) =>
  String(path).startsWith(dataFolder) && !String(path).includes(join(dataFolder, 'logs'));
const opened = new Map();

function watch(name, tell) {
  const real = fs[name];
  fs[name] = (...words) => {
    const done = real(...words);
    tell(words, done);
    return done;
  };
}
const tellPath = (verb, index) => (words) => {
  if (isWatched(words[index])) pass(`${verb} ${nameOf(words[index])}`);
};
watch('openSync', ([path, flags], file) => {
  opened.delete(file);
  if (!isWatched(path) || flags === undefined || flags === 'r') return;
  opened.set(file, path);
  pass(`open ${nameOf(path)}`);
});
for (const name of ['writeSync', 'fsyncSync']) {
  watch(name, ([file]) => {
    if (opened.has(file)) pass(`${name.replace('Sync', '')} ${nameOf(opened.get(file))}`);
  });
}
watch('renameSync', tellPath('rename to', 1));
watch('copyFileSync', tellPath('copy to', 1));
for (const name of ['writeFileSync', 'chmodSync', 'rmSync', 'unlinkSync', 'mkdirSync']) {
  watch(name, tellPath(name.replace('Sync', ''), 0));
}
Module.syncBuiltinESMExports();

/** A keychain that outlives the process: the item is a file outside of the data folder. */
if (keychain) {
  const fake = {
    getPassword: async () => (fs.existsSync(keychain) ? fs.readFileSync(keychain, 'utf8') : null),
    setPassword: async (_service, _account, key) => fs.writeFileSync(keychain, key),
    deletePassword: async () => {
      fs.rmSync(keychain, { force: true });
      return true;
    },
  };
  /** Its prompt stands, and nobody answers it. */
  const waiting = {
    getPassword() {
      pass('keychain:asked');
      return new Promise((resolve) => setTimeout(resolve, 60_000));
    },
  };
  const load = Module._load;
  Module._load = (name, ...more) => {
    if (name === 'keytar') return isKeychainWaiting ? waiting : fake;
    return load(name, ...more);
  };
}
