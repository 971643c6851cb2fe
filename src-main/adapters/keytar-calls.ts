type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

let callsOut = 0;

/** The keychain module, its calls counted: our time limits end the waiting, not the call. */
export function countCalls(keytar: Keytar): Keytar {
  const counted = <T>(call: Promise<T>): Promise<T> => {
    callsOut += 1;
    return call.finally(() => {
      callsOut -= 1;
    });
  };
  return {
    getPassword: (service, account) => counted(keytar.getPassword(service, account)),
    setPassword: (service, account, key) => counted(keytar.setPassword(service, account, key)),
    deletePassword: (service, account) => counted(keytar.deletePassword(service, account)),
  };
}

/** True while a call is out, for as long as a prompt stands: no process can exit with it (K5). */
export const isKeychainCallOut = () => callsOut > 0;
