import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';

// Reads all transcripts of a home and tells what it took. Words: the bundle, the home.
const [bundle, home] = process.argv.slice(2);
const { createTranscripts } = await import(bundle);
const log = { info: (_event, fields) => Object.assign(told, fields), warn: () => {} };
const told = {};
const transcripts = createTranscripts({ env: {}, home, log });
const { signal } = new AbortController();
const all = { messages: 0, pieces: 0, mostMessages: 0, bytes: 0 };
globalThis.gc?.();
const before = process.memoryUsage().rss;
let most = before;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const begun = process.hrtime.bigint();
for await (const piece of transcripts.read([], signal)) {
  all.pieces += 1;
  all.messages += piece.messages.length;
  all.mostMessages = Math.max(all.mostMessages, piece.messages.length);
  all.bytes = piece.progress.done;
  most = Math.max(most, process.memoryUsage().rss);
}
const ms = Number(process.hrtime.bigint() - begun) / 1e6;
delay.disable();
const growthMb = (most - before) / 1024 / 1024;
const longestMs = delay.max / 1e6;
console.log(JSON.stringify({ ...all, ...told, growthMb, ms, longestMs }));
