// Runs before a program and tells on standard error, when it ends, which modules and files it used.
const fs = require('node:fs');
const Module = require('node:module');

const { writeSync } = fs;
const modules = new Set();
const files = new Set();

const load = Module._load;
Module._load = (name, ...rest) => {
  modules.add(name);
  return load(name, ...rest);
};
const getBuiltin = process.getBuiltinModule;
process.getBuiltinModule = (name) => {
  modules.add(name);
  return getBuiltin.call(process, name);
};
process.dlopen = (_, path) => {
  modules.add(path);
  throw new Error('no native code here');
};
for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']) {
  const original = fs[name];
  fs[name] = (path, ...rest) => {
    files.add(String(path));
    return original.call(fs, path, ...rest);
  };
}
process.on('exit', () => {
  writeSync(2, JSON.stringify({ modules: [...modules], files: [...files] }));
});
