import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Fault, WireFault } from './fault.js';

const MEGABYTE = 1_048_576;
const HUGE = 200;

const json = { 'content-type': 'application/json' };

/** 200 MB of spaces inside a JSON document. */
function* hugeDocument(): Generator<Buffer> {
  yield Buffer.from('{"data":[');
  const spaces = Buffer.alloc(MEGABYTE, ' ');
  for (let i = 0; i < HUGE; i += 1) yield spaces;
  yield Buffer.from('],"has_more":false,"next_page":null}');
}

const resetInBody = (response: ServerResponse, text: string) => {
  const body = Buffer.from(text);
  response.writeHead(200, { ...json, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    response.socket?.resetAndDestroy();
  });
};

const hugeBody = (response: ServerResponse) => {
  response.writeHead(200, json);
  const source = Readable.from(hugeDocument());
  response.on('close', () => source.destroy());
  source.pipe(response);
};

const gzipBomb = (response: ServerResponse) => {
  response.writeHead(200, { ...json, 'content-encoding': 'gzip' });
  const source = Readable.from(hugeDocument());
  const gzip = createGzip();
  response.on('close', () => {
    source.destroy();
    gzip.destroy();
  });
  source.pipe(gzip).pipe(response);
};

/** One byte every 300 ms, without end. */
const slowBody = (response: ServerResponse) => {
  response.writeHead(200, json);
  response.write('{');
  const timer = setInterval(() => response.write(' '), 300);
  response.on('close', () => clearInterval(timer));
};

const hugeHeaders = (response: ServerResponse, text: string) => {
  response.writeHead(200, { ...json, 'x-padding': 'x'.repeat(40_000) });
  response.end(text);
};

const notHttp = (response: ServerResponse) => {
  response.socket?.end('SSH-2.0-SomethingElse\r\n');
};

const wire = (status: number, send: WireFault['send']): Fault => ({ wire: { status, send } });

/** Answers that break on the way. */
export const wireFaults = {
  'reset-in-body': wire(200, resetInBody),
  'huge-body': wire(200, hugeBody),
  'gzip-bomb': wire(200, gzipBomb),
  'slow-body': wire(200, slowBody),
  'no-headers': wire(0, () => undefined),
  'huge-headers': wire(200, hugeHeaders),
  'not-http': wire(0, notHttp),
} as const satisfies Readonly<Record<string, Fault>>;
