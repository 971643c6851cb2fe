import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { errorCode } from '../../shared/error-code.js';
import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { letOthersRun } from './let-others-run.js';

const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** Real answers are six levels deep; millions of levels take seconds and gigabytes to parse. */
const MAX_DEPTH = 1_000;

/** We ask for identity; a server that compresses all the same is decoded as it comes. */
const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The whole body, or the failure that stopped it at a limit. Broken lines throw. */
export async function readBody(response: Dispatcher.ResponseData): Promise<Result<Buffer>> {
  const encoding = String(response.headers['content-encoding'] ?? 'identity').toLowerCase();
  const createDecoder = DECODERS[encoding];
  if (!createDecoder && encoding !== 'identity') {
    // Its end is told as an error, which nobody else hears.
    response.body.on('error', () => undefined).destroy();
    return failed({ kind: 'unexpected-response', detail: `a body in ${encoding.slice(0, 40)}` });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) throw new RangeError('too large');
      chunks.push(chunk);
    }
  };
  try {
    if (createDecoder) await pipeline(response.body, createDecoder(), collect);
    else await pipeline(response.body, collect);
  } catch (error) {
    // The cut line may be told in place of the reason for cutting it.
    if (size > MAX_BODY_BYTES) {
      const detail = `more than ${MAX_BODY_BYTES} bytes`;
      return failed({ kind: 'too-large', detail, mayBeTooMuch: true });
    }
    const failure = failureOfDecoder(error, encoding);
    if (!failure) throw error;
    return failed(failure);
  }
  const body = Buffer.concat(chunks, size);
  return (await isTooDeep(body))
    ? failed({ kind: 'unexpected-response', detail: `more than ${MAX_DEPTH} levels deep` })
    : ok(body);
}

function failureOfDecoder(error: unknown, encoding: string): Failure | null {
  const code = errorCode(error) ?? '';
  const detail = `${encoding} body: ${code}`;
  // Cut off, as plain JSON can be.
  if (code === 'Z_BUF_ERROR') return { kind: 'incomplete', detail };
  return /^(Z_|ERR__ERROR_)/.test(code) ? { kind: 'unexpected-response', detail } : null;
}

/** Some 10 ms (D9). */
const BYTES_AT_ONCE = 2 * 1024 * 1024;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Counts brackets outside texts, without a parser's memory. */
async function isTooDeep(json: Buffer): Promise<boolean> {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index += 1) {
    if (index % BYTES_AT_ONCE === BYTES_AT_ONCE - 1) await letOthersRun();
    const byte = json[index] ?? 0;
    if (byte === QUOTE) isInText = !isInText;
    else if (isInText) index += byte === BACKSLASH ? 1 : 0;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
