// Stands in for Electron's own default app in the fallback runtime: runs the app folder (or file)
// named on the command line, after any `-r module`, as the official binary does.
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const args = process.argv.slice(1);
const preloaded = [];
let target;
for (let index = 0; index < args.length && !target; index++) {
  if (args[index] === '-r' || args[index] === '--require') preloaded.push(args[++index]);
  else if (!args[index].startsWith('-')) target = path.resolve(args[index]);
}

if (!target) {
  console.error('Usage: electron [options] path-to-app');
  app.exit(1);
} else {
  // Electron's convention: apps and libraries read process.defaultApp.
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
  if (preloaded.length) Module._preloadModules(preloaded);
  const descriptionFile = path.join(target, 'package.json');
  if (existsSync(descriptionFile)) {
    const description = JSON.parse(readFileSync(descriptionFile, 'utf8'));
    app.name = description.productName || description.name;
    if (description.version) app.setVersion(description.version);
    app.setDesktopName(description.desktopName || `${app.name}.desktop`);
    app.setAppPath(target);
    if (!app.commandLine.hasSwitch('user-data-dir')) {
      app.setPath('userData', path.join(app.getPath('appData'), app.name));
    }
  }
  Module._load(target, module, true);
}
