import { busPaths } from './dbus/bus-paths.js';
import { type Bus, connectBus } from './dbus/connect-bus.js';
import type { BusMessage } from './dbus/message.js';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';
const LIMIT_MS = 2000;

export interface TrayHostOptions {
  readonly platform?: NodeJS.Platform;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface TrayHostWatch {
  stop(): void;
}

/** `unknown`: nobody could be asked. */
type HostState = 'present' | 'absent' | 'unknown';

/** False only when the session bus says that nobody shows tray icons here (U1). */
export async function hasTrayHost({
  platform = process.platform,
  env = process.env,
}: TrayHostOptions = {}): Promise<boolean> {
  if (platform !== 'linux') return true;
  const bus = await openBus(env, {});
  if (!bus) return true;
  const state = await askHost(bus);
  bus.close();
  return state !== 'absent';
}

/**
 * Tells when tray hosts come and go (U2), after the first look only what changed.
 * A host that was replaced by another is told as gone and come.
 */
export function watchTrayHost({
  onChange,
  platform = process.platform,
  env = process.env,
}: TrayHostOptions & { readonly onChange: (hasHost: boolean) => void }): TrayHostWatch {
  let bus: Bus | null = null;
  let isStopped = false;
  let last: HostState = 'unknown';

  const tell = (state: HostState) => {
    if (isStopped || state === 'unknown' || state === last) return;
    const isFirst = last === 'unknown';
    last = state;
    if (!isFirst) onChange(state === 'present');
  };
  const look = async (on: Bus) => tell(await askHost(on));
  const onSignal = ({ member, body, sender }: BusMessage) => {
    if (!bus) return;
    if (member === 'NameOwnerChanged' && sender === BUS && body[0] === WATCHER) {
      // The owner before has taken its icons along, even if a new one is there at once.
      if (body[1] !== '') tell('absent');
      if (body[2] !== '') void look(bus);
    } else if (member?.startsWith('StatusNotifierHost')) void look(bus);
  };

  const start = async () => {
    const opened = platform === 'linux' ? await openBus(env, { onSignal }) : null;
    if (!opened) return;
    if (isStopped) return opened.close();
    bus = opened;
    try {
      await match(
        opened,
        `type='signal',sender='${BUS}',member='NameOwnerChanged',arg0='${WATCHER}'`,
      );
      await match(opened, `type='signal',interface='${WATCHER}'`);
    } catch {
      // Without these we only miss later changes.
    }
    await look(opened);
  };
  void start();

  return {
    stop() {
      isStopped = true;
      bus?.close();
    },
  };
}

async function openBus(
  env: Readonly<Record<string, string | undefined>>,
  { onSignal }: { readonly onSignal?: (signal: BusMessage) => void },
): Promise<Bus | null> {
  for (const path of busPaths(env)) {
    try {
      return await connectBus(path, { timeoutMs: LIMIT_MS, ...(onSignal && { onSignal }) });
    } catch {
      // The next address may answer.
    }
  }
  return null;
}

const askBus = (bus: Bus, member: string, argument: string) =>
  bus.call({
    destination: BUS,
    path: '/org/freedesktop/DBus',
    interfaceName: BUS,
    member,
    body: [argument],
  });

const match = (bus: Bus, rule: string) => askBus(bus, 'AddMatch', rule);

async function askHost(bus: Bus): Promise<HostState> {
  try {
    const [isOwned] = await askBus(bus, 'NameHasOwner', WATCHER);
    if (isOwned !== true) return isOwned === false ? 'absent' : 'unknown';
    const [isRegistered] = await bus.call({
      destination: WATCHER,
      path: '/StatusNotifierWatcher',
      interfaceName: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      body: [WATCHER, 'IsStatusNotifierHostRegistered'],
    });
    return isRegistered === false ? 'absent' : 'present';
  } catch {
    return 'unknown';
  }
}
