import { busPaths } from './bus-paths.js';
import { type Bus, connectBus } from './connect-bus.js';

const SERVICE = 'org.freedesktop.secrets';
const LIMIT_MS = 2000;

/** Whether the Secret Service says that the collection we save into is locked; false if unsure. */
export async function isKeychainLocked(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (platform !== 'linux') return false;
  for (const path of busPaths(env)) {
    try {
      const bus = await connectBus(path, { timeoutMs: LIMIT_MS });
      return await askLocked(bus).finally(() => bus.close());
    } catch {
      // The next address may answer.
    }
  }
  return false;
}

async function askLocked(bus: Bus): Promise<boolean> {
  const [collection] = await bus.call({
    destination: SERVICE,
    path: '/org/freedesktop/secrets',
    interfaceName: 'org.freedesktop.Secret.Service',
    member: 'ReadAlias',
    body: ['default'],
  });
  const [isLocked] = await bus.call({
    destination: SERVICE,
    path: String(collection),
    interfaceName: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    body: ['org.freedesktop.Secret.Collection', 'Locked'],
  });
  return isLocked === true;
}
