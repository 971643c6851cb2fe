// Writes windows in a loop until it is killed: the store itself, bundled by the test. Each window
// holds one number in all of its hours; what was committed is said on standard output.
const { openHistoryStore } = require(process.argv[2]);

const [path, first] = [process.argv[3], Number(process.argv[4])];
const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00Z');
const log = { info() {}, warn() {} };
const opened = openHistoryStore(path, { readOnly: false, log, now: Date.now });
if (!opened.ok) throw new Error(opened.failure.kind);

const counts = (output) => ({
  uncachedInput: 0,
  cacheCreation5m: 0,
  cacheCreation1h: 0,
  cacheRead: 0,
  output,
  webSearchRequests: 0,
});
const hour = (start, round) => ({
  start,
  rows: ['a', 'b', 'c'].map((model) => ({
    dimensions: { model, serviceTier: null, contextWindow: null, inferenceGeo: null, speed: null },
    tokens: counts(round),
    costs: null,
  })),
  shares: [],
});

for (let round = first; ; round += 1) {
  const from = START + (round % 10) * 24 * HOUR;
  const hours = Array.from({ length: 24 }, (_, index) => hour(from + index * HOUR, round));
  const written = opened.value.replaceHours({ from, to: from + 24 * HOUR }, hours, round);
  if (!written.ok) throw new Error(written.failure.kind);
  // Said after the commit, without waiting: what is read here is surely in the file.
  require('node:fs').writeSync(1, `${round}\n`);
}
