// Saves pieces of transcripts in a loop until it is killed: the store itself, bundled by the test.
// What was committed is said on standard output. Each round has forty messages in two hours, a
// sighting and a mark that claims them; a message of the round before is told again, larger.
const { openHistoryStore } = require(process.argv[2]);

const [path, first] = [process.argv[3], Number(process.argv[4])];
const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00Z');
const log = { info() {}, warn() {} };
const opened = openHistoryStore(path, { readOnly: false, log, now: Date.now });
if (!opened.ok) throw new Error(opened.failure.kind);
const { limits } = opened.value;

const counts = (output) => ({
  uncachedInput: 0,
  cacheCreation5m: 0,
  cacheCreation1h: 0,
  cacheRead: 0,
  output,
  webSearchRequests: 0,
});
const message = (round, index, output) => ({
  id: `${round} ${index}`,
  at: START + (round % 50) * HOUR + index * 120_000,
  model: index % 2 === 0 ? 'a' : 'b',
  tokens: counts(output),
});
const must = (written) => {
  if (!written.ok) throw new Error(written.failure.kind);
};

for (let round = first; ; round += 1) {
  must(
    limits.addTranscriptPiece({
      marks: [{ file: 'f', offset: round, identity: 'i' }],
      messages: [
        ...Array.from({ length: 40 }, (_, index) => message(round, index, 1)),
        ...(round > 1 ? [message(round - 1, 0, 2)] : []),
      ],
      sightings: [
        { id: `${round}`, at: round, window: null, resetsAt: null, pct: null, source: 'text' },
      ],
      unknown: [],
    }),
  );
  // Said after the commit, without waiting: what is read here is surely in the file.
  require('node:fs').writeSync(1, `${round}\n`);
}
