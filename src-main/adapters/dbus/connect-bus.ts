import { connect, type Socket } from 'node:net';
import { type BusMessage, decodeMessage, encodeMessage } from './message.js';

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interfaceName: string;
  readonly member: string;
  readonly body: readonly string[];
}

export interface Bus {
  /** The answer's values; rejects on an error, on a lost bus and after the time limit. */
  call(call: BusCall): Promise<readonly unknown[]>;
  close(): void;
}

interface BusOptions {
  /** For connecting and for each call. */
  readonly timeoutMs: number;
  readonly onSignal?: (signal: BusMessage) => void;
}

/** Opens a socket, proves who we are (EXTERNAL) and says Hello. */
export async function connectBus(path: string, options: BusOptions): Promise<Bus> {
  const socket = connect({ path });
  try {
    const greeted = await authenticate(socket, options.timeoutMs);
    const bus = speak(socket, greeted, options);
    await bus.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interfaceName: 'org.freedesktop.DBus',
      member: 'Hello',
      body: [],
    });
    return bus;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Answers what arrived after the line that accepted us. */
function authenticate(socket: Socket, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      socket.off('data', onData).off('close', onClose);
      finish();
    };
    const fail = (reason: string) => settle(() => reject(new Error(reason)));
    const timer = setTimeout(() => fail('session bus: no answer'), timeoutMs);
    const onClose = () => fail('session bus: closed');
    const onData = (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const end = received.indexOf('\r\n');
      if (end < 0) return received.length > 1024 ? fail('session bus: refused') : undefined;
      if (received.toString('latin1', 0, 3) !== 'OK ') return fail('session bus: refused');
      socket.write('BEGIN\r\n');
      settle(() => resolve(received.subarray(end + 2)));
    };
    socket.on('data', onData).on('close', onClose);
    // `close` always follows and tells the story.
    socket.on('error', () => {});
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  });
}

function speak(socket: Socket, greeted: Buffer, { timeoutMs, onSignal }: BusOptions): Bus {
  const waiting = new Map<number, (answer: BusMessage | null) => void>();
  let received = greeted;
  let serial = 0;

  const receive = (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    try {
      for (let next = decodeMessage(received); next; next = decodeMessage(received)) {
        received = received.subarray(next.end);
        const { message } = next;
        if (message.type === 'signal') onSignal?.(message);
        else if (message.replyTo !== undefined) waiting.get(message.replyTo)?.(message);
      }
    } catch {
      // Out of step with the bus: nothing after this could be trusted.
      socket.destroy();
    }
  };
  socket.on('data', receive);
  socket.on('close', () => {
    for (const answer of [...waiting.values()]) answer(null);
  });

  return {
    call: (call) =>
      new Promise((resolve, reject) => {
        serial += 1;
        const id = serial;
        const answer = (message: BusMessage | null) => {
          clearTimeout(timer);
          waiting.delete(id);
          if (message?.type === 'reply') resolve(message.body);
          else reject(new Error(`session bus: ${call.member} ${message ? 'refused' : 'lost'}`));
        };
        const timer = setTimeout(() => answer(null), timeoutMs);
        waiting.set(id, answer);
        socket.write(encodeMessage({ type: 'call', serial: id, ...call }));
      }),
    close() {
      socket.destroy();
    },
  };
}
