import path from 'node:path';

/**
 * Socket paths of the session bus, in the order to try, as `net.connect` takes them.
 * An abstract socket is a path that starts with NUL (unix(7)); Node 20 cannot reach those.
 */
export function busPaths(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const address = env.DBUS_SESSION_BUS_ADDRESS;
  if (!address) return env.XDG_RUNTIME_DIR ? [path.join(env.XDG_RUNTIME_DIR, 'bus')] : [];
  return address.split(';').flatMap((alternative) => {
    if (!alternative.startsWith('unix:')) return [];
    for (const pair of alternative.slice('unix:'.length).split(',')) {
      const [key, value] = pair.split('=', 2);
      if (!value) continue;
      if (key === 'path') return [unescapeValue(value)];
      if (key === 'abstract') return [`\0${unescapeValue(value)}`];
    }
    return [];
  });
}

const unescapeValue = (value: string) =>
  value.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
