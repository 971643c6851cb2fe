import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { busPaths } from '../../src-main/adapters/dbus/bus-paths.js';
import { connectBus } from '../../src-main/adapters/dbus/connect-bus.js';
import {
  type BusMessage,
  decodeMessage,
  encodeMessage,
} from '../../src-main/adapters/dbus/message.js';
import { hasTrayHost, watchTrayHost } from '../../src-main/adapters/tray-host.js';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-bus-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('messages', () => {
  const call: BusMessage = {
    type: 'call',
    serial: 70_000,
    path: '/org/freedesktop/DBus',
    interfaceName: 'org.freedesktop.DBus',
    member: 'AddMatch',
    destination: 'org.freedesktop.DBus',
    body: ["type='signal'", 'ø – 𝄞', ''],
  };

  it('come back as they were sent', () => {
    const bytes = encodeMessage(call);
    expect(decodeMessage(bytes)).toEqual({ message: call, end: bytes.length });
  });

  it('are taken one by one from a stream, however it is cut', () => {
    const bytes = Buffer.concat([encodeMessage(call), encodeMessage({ ...call, serial: 2 })]);
    const first = decodeMessage(bytes);
    expect(first?.message.serial).toBe(70_000);
    const cut = first?.end ?? 0;
    for (let length = 0; length < cut; length += 1) {
      expect(decodeMessage(bytes.subarray(0, length))).toBeNull();
    }
    expect(decodeMessage(bytes.subarray(cut))?.message.serial).toBe(2);
  });

  it('of another kind, or too long, are refused', () => {
    expect(() => decodeMessage(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))).toThrow();
    const long = encodeMessage(call);
    long.writeUInt32LE(0x7fffffff, 4);
    expect(() => decodeMessage(long)).toThrow();
  });
});

it('finds the bus from its address, an abstract one too', () => {
  const from = (address: string) => busPaths({ DBUS_SESSION_BUS_ADDRESS: address });
  expect(from('unix:path=/run/user/1000/bus,guid=ab')).toEqual(['/run/user/1000/bus']);
  expect(from('unix:guid=ab,abstract=/tmp/dbus-x%2cy')).toEqual(['\0/tmp/dbus-x,y']);
  expect(from('tcp:host=127.0.0.1;unix:path=/a')).toEqual(['/a']);
  expect(busPaths({ XDG_RUNTIME_DIR: '/run/user/7' })).toEqual(['/run/user/7/bus']);
  expect(busPaths({})).toEqual([]);
});

describe('on a bus that cannot be asked', () => {
  const ask = (address: string) =>
    hasTrayHost({ platform: 'linux', env: { DBUS_SESSION_BUS_ADDRESS: address } });

  it('a host is assumed', async () => {
    expect(await ask('unix:path=/nonexistent/bus')).toBe(true);
    expect(await ask('unix:abstract=tidemark-nobody-listens')).toBe(true);
    expect(await hasTrayHost({ platform: 'linux', env: {} })).toBe(true);
    expect(await hasTrayHost({ platform: 'darwin', env: {} })).toBe(true);
  });

  it.each([
    ['silent', ''],
    ['refusing', 'REJECTED EXTERNAL\r\n'],
    ['garbled', 'OK abc\r\nHTTP/1.1 400 Bad Request\r\n\r\n'],
  ])('waits a bounded time for a %s one', async (_, answer) => {
    const socket = path.join(await temporaryFolder(), 'bus');
    const sockets: Socket[] = [];
    const server = createServer((peer) => {
      sockets.push(peer);
      peer.write(answer);
    }).listen(socket);
    cleanUps.push(() => closeServer(server, sockets));
    const started = performance.now();
    expect(await ask(`unix:path=${socket}`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(4500);
  });
});

describe('on a bus that answers', () => {
  it('tells whether a host is registered', async () => {
    const bus = await startPretendBus();
    expect(await hasTrayHost({ platform: 'linux', env: bus.env })).toBe(false);
    bus.state.isOwned = true;
    expect(await hasTrayHost({ platform: 'linux', env: bus.env })).toBe(false);
    bus.state.isRegistered = true;
    expect(await hasTrayHost({ platform: 'linux', env: bus.env })).toBe(true);
  });

  it('tells when the host goes and another comes', async () => {
    const bus = await startPretendBus();
    Object.assign(bus.state, { isOwned: true, isRegistered: true });
    const onChange = vi.fn();
    const watch = watchTrayHost({ onChange, platform: 'linux', env: bus.env });
    await vi.waitFor(() => expect(bus.state.asked).toBe(1));
    expect(onChange).not.toHaveBeenCalled();

    bus.state.isOwned = false;
    bus.nameOwnerChanged(':1.4', '');
    await vi.waitFor(() => expect(onChange.mock.calls).toEqual([[false]]));

    bus.state.isOwned = true;
    bus.nameOwnerChanged('', ':1.9');
    await vi.waitFor(() => expect(onChange.mock.calls).toEqual([[false], [true]]));

    watch.stop();
    bus.nameOwnerChanged(':1.9', '');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it('tells of a host that registers after its watcher', async () => {
    const bus = await startPretendBus();
    bus.state.isOwned = true;
    const onChange = vi.fn();
    const watch = watchTrayHost({ onChange, platform: 'linux', env: bus.env });
    cleanUps.push(watch.stop);
    await vi.waitFor(() => expect(bus.state.asked).toBe(1));
    bus.state.isRegistered = true;
    bus.signal('StatusNotifierHostRegistered', WATCHER, []);
    await vi.waitFor(() => expect(onChange.mock.calls).toEqual([[true]]));
  });
});

describe.runIf(hasDaemon())('on a real dbus-daemon', () => {
  it('assumes a host where this Node cannot reach an abstract socket', async () => {
    const address = await startDaemon(`unix:abstract=${await temporaryFolder()}/bus`);
    const env = { DBUS_SESSION_BUS_ADDRESS: address };
    const answer = await hasTrayHost({ platform: 'linux', env });
    expect(answer).toBe(!(await reachesAbstractSockets()));
  });

  it('asks and hears signals', async () => {
    const address = await startDaemon(`unix:path=${await temporaryFolder()}/bus`);
    const env = { DBUS_SESSION_BUS_ADDRESS: address };
    expect(await hasTrayHost({ platform: 'linux', env })).toBe(false);

    const onSignal = vi.fn();
    const bus = await connectBus(busPaths(env)[0] ?? '', { timeoutMs: 2000, onSignal });
    cleanUps.push(bus.close);
    const ask = (member: string, ...body: string[]) =>
      bus.call({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interfaceName: 'org.freedesktop.DBus',
        member,
        body,
      });
    expect(await ask('NameHasOwner', 'org.freedesktop.DBus')).toEqual([true]);
    await expect(ask('NoSuchMethod')).rejects.toThrow('refused');
    await ask('AddMatch', "type='signal',member='NameOwnerChanged'");
    const another = await connectBus(busPaths(env)[0] ?? '', { timeoutMs: 2000 });
    cleanUps.push(another.close);
    await vi.waitFor(() =>
      expect(onSignal).toHaveBeenCalledWith(
        expect.objectContaining({
          member: 'NameOwnerChanged',
          sender: 'org.freedesktop.DBus',
          body: [expect.stringMatching(/^:1\./), '', expect.stringMatching(/^:1\./)],
        }),
      ),
    );
  });
});

function hasDaemon(): boolean {
  try {
    execFileSync('dbus-daemon', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Node 20 pads an abstract name with NULs to its full length, so that it names another socket. */
async function reachesAbstractSockets(): Promise<boolean> {
  const name = `tidemark-test-${process.pid}`;
  const server = createServer().listen(`\0${name}`);
  await once(server, 'listening');
  const listed = await readFile('/proc/net/unix', 'utf8');
  server.close();
  return listed.includes(`@${name}\n`);
}

function startDaemon(address: string): Promise<string> {
  const options = ['--session', '--nofork', '--nopidfile', '--print-address', '--address', address];
  const daemon: ChildProcess = spawn('dbus-daemon', options, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  cleanUps.push(() => daemon.kill());
  return new Promise((resolve, reject) => {
    daemon.once('exit', () => reject(new Error('dbus-daemon ended')));
    daemon.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
}

function closeServer(server: Server, sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
  server.close();
}

/** As much of a bus and of a watcher as is asked here. */
async function startPretendBus() {
  const socketPath = path.join(await temporaryFolder(), 'bus');
  const state = { isOwned: false, isRegistered: false, asked: 0 };
  const peers: Socket[] = [];
  let serial = 0;
  const send = (peer: Socket, message: Omit<BusMessage, 'serial'>) => {
    serial += 1;
    peer.write(encodeMessage({ serial, ...message }));
  };
  const answer = (peer: Socket, { member, body, serial: replyTo }: BusMessage) => {
    serial += 1;
    if (member === 'NameHasOwner') {
      peer.write(booleanReply(serial, replyTo, 'b', state.isOwned && body[0] === WATCHER));
    } else if (member === 'Get') {
      peer.write(booleanReply(serial, replyTo, 'v', state.isRegistered));
      state.asked += 1;
    } else send(peer, { type: 'reply', replyTo, body: member === 'Hello' ? [':1.1'] : [] });
  };
  const server = createServer((peer) => {
    peers.push(peer);
    let received = Buffer.alloc(0);
    let isGreeted = false;
    peer.on('error', () => {});
    peer.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (!isGreeted) {
        if (received.includes('AUTH EXTERNAL ')) peer.write('OK 0123456789abcdef\r\n');
        const begin = received.indexOf('BEGIN\r\n');
        received = received.subarray(begin < 0 ? received.length : begin + 7);
        isGreeted = begin >= 0;
      }
      if (!isGreeted) return;
      for (let next = decodeMessage(received); next; next = decodeMessage(received)) {
        received = received.subarray(next.end);
        answer(peer, next.message);
      }
    });
  }).listen(socketPath);
  cleanUps.push(() => closeServer(server, peers));
  const signal = (member: string, interfaceName: string, body: readonly string[]) => {
    const sender = interfaceName === WATCHER ? ':1.4' : interfaceName;
    for (const peer of peers) {
      if (!peer.destroyed)
        send(peer, { type: 'signal', path: '/', member, interfaceName, sender, body });
    }
  };
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socketPath}` },
    state,
    signal,
    nameOwnerChanged: (before: string, after: string) =>
      signal('NameOwnerChanged', 'org.freedesktop.DBus', [WATCHER, before, after]),
  };
}

/** A reply whose body is one boolean, bare or in a variant. */
function booleanReply(serial: number, replyTo: number, signature: 'b' | 'v', value: boolean) {
  const wrapped = signature === 'v' ? [1, 'b'.charCodeAt(0), 0, 0] : [];
  const body = Buffer.from([...wrapped, value ? 1 : 0, 0, 0, 0]);
  const fields = [5, 1, 'u'.charCodeAt(0), 0, replyTo, 0, 0, 0];
  fields.push(8, 1, 'g'.charCodeAt(0), 0, 1, signature.charCodeAt(0), 0);
  const header = Buffer.alloc(32);
  header.set(['l'.charCodeAt(0), 2, 0, 1]);
  header.writeUInt32LE(body.length, 4);
  header.writeUInt32LE(serial, 8);
  header.writeUInt32LE(fields.length, 12);
  header.set(fields, 16);
  return Buffer.concat([header, body]);
}
