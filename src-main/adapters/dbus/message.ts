/** The part of the D-Bus wire format (specification 0.42) that asking about the tray needs. */
export interface BusMessage {
  readonly type: 'call' | 'reply' | 'error' | 'signal';
  readonly serial: number;
  readonly replyTo?: number;
  readonly path?: string;
  readonly interfaceName?: string;
  readonly member?: string;
  readonly destination?: string;
  readonly sender?: string;
  /** Calls carry strings only; of an answer, what comes before a type we do not read. */
  readonly body: readonly unknown[];
}

const TYPES = ['call', 'reply', 'error', 'signal'] as const;
const FIELD = {
  path: 1,
  interfaceName: 2,
  member: 3,
  replyTo: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;
const FIXED_LENGTH = 16;
/** Far above any answer about the tray. */
const LONGEST_MESSAGE = 1_048_576;

const align = (at: number, to: number) => Math.ceil(at / to) * to;

export function encodeMessage(message: BusMessage): Buffer {
  const bytes: number[] = [];
  const pad = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0);
  };
  const uint32 = (value: number) => {
    pad(4);
    bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
  };
  const text = (value: string) => {
    const utf8 = Buffer.from(value);
    uint32(utf8.length);
    bytes.push(...utf8, 0);
  };
  const signature = (value: string) => bytes.push(value.length, ...Buffer.from(value), 0);
  const field = (code: number, type: string, write: () => void) => {
    pad(8);
    bytes.push(code);
    signature(type);
    write();
  };

  for (const value of message.body) text(String(value));
  const body = bytes.splice(0);

  bytes.push('l'.charCodeAt(0), TYPES.indexOf(message.type) + 1, 0, 1);
  uint32(body.length);
  uint32(message.serial);
  uint32(0);
  const { path, interfaceName, member, destination, sender, replyTo } = message;
  if (path !== undefined) field(FIELD.path, 'o', () => text(path));
  if (interfaceName !== undefined) field(FIELD.interfaceName, 's', () => text(interfaceName));
  if (member !== undefined) field(FIELD.member, 's', () => text(member));
  if (replyTo !== undefined) field(FIELD.replyTo, 'u', () => uint32(replyTo));
  if (destination !== undefined) field(FIELD.destination, 's', () => text(destination));
  if (sender !== undefined) field(FIELD.sender, 's', () => text(sender));
  if (message.body.length > 0) {
    field(FIELD.signature, 'g', () => signature('s'.repeat(message.body.length)));
  }
  const fieldsLength = bytes.length - FIXED_LENGTH;
  pad(8);
  const encoded = Buffer.from([...bytes, ...body]);
  encoded.writeUInt32LE(fieldsLength, 12);
  return encoded;
}

/**
 * The first message in the bytes and where it ends; null while it is not all there.
 * Throws on what is not a little-endian D-Bus message of reasonable length.
 */
export function decodeMessage(bytes: Buffer): { message: BusMessage; end: number } | null {
  if (bytes.length < FIXED_LENGTH) return null;
  const type = TYPES[(bytes[1] ?? 0) - 1];
  if (bytes[0] !== 'l'.charCodeAt(0) || bytes[3] !== 1 || !type) throw new Error('not D-Bus');
  const bodyStart = align(FIXED_LENGTH + bytes.readUInt32LE(12), 8);
  const end = bodyStart + bytes.readUInt32LE(4);
  if (end > LONGEST_MESSAGE) throw new Error('D-Bus message too long');
  if (bytes.length < end) return null;

  const header = createReader(bytes.subarray(0, bodyStart), FIXED_LENGTH);
  const fields = new Map<number, unknown>();
  const fieldsEnd = FIXED_LENGTH + bytes.readUInt32LE(12);
  while (header.position() < fieldsEnd) {
    header.align(8);
    fields.set(Number(header.read('y')), header.read('v'));
  }
  const text = (code: number) => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : undefined;
  };
  const replyTo = fields.get(FIELD.replyTo);
  const optional = {
    path: text(FIELD.path),
    interfaceName: text(FIELD.interfaceName),
    member: text(FIELD.member),
    destination: text(FIELD.destination),
    sender: text(FIELD.sender),
    replyTo: typeof replyTo === 'number' ? replyTo : undefined,
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, v]) => v !== undefined));
  const body = readBody(bytes.subarray(bodyStart, end), text(FIELD.signature) ?? '');
  return { message: { type, serial: bytes.readUInt32LE(8), body, ...known }, end };
}

function readBody(bytes: Buffer, signature: string): readonly unknown[] {
  const reader = createReader(bytes, 0);
  const values: unknown[] = [];
  for (const type of signature) {
    if (!'ybiusogv'.includes(type)) break;
    values.push(reader.read(type));
  }
  return values;
}

function createReader(bytes: Buffer, start: number) {
  let at = start;
  const reader = {
    position: () => at,
    align: (to: number) => {
      at = align(at, to);
    },
    read(type: string): unknown {
      if (type === 'y') return bytes.readUInt8(at++);
      if (type === 'v') return reader.read(String(reader.read('g')));
      if (type === 'g') return reader.text(bytes.readUInt8(at++));
      reader.align(4);
      at += 4;
      if (type === 'i') return bytes.readInt32LE(at - 4);
      const value = bytes.readUInt32LE(at - 4);
      if (type === 'u') return value;
      if (type === 'b') return value !== 0;
      if (type === 's' || type === 'o') return reader.text(value);
      throw new Error(`D-Bus type ${type}`);
    },
    text(length: number): string {
      at += length + 1;
      if (at > bytes.length) throw new Error('D-Bus text too long');
      return bytes.toString('utf8', at - length - 1, at - 1);
    },
  };
  return reader;
}
