// Opens a history in the folder that it is given and says how that went.
const { createHistoryShelf } = require(process.argv[2]);

const log = { info() {}, warn() {} };
const options = { readOnly: false, log, now: Date.now };
const opened = createHistoryShelf(process.argv[3], options).open('org-1');
process.stdout.write(opened.ok ? 'ok' : opened.failure.kind);
