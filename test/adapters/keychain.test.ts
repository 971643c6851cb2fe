import { afterEach, describe, expect, test, vi } from 'vitest';
import { createKeychain, type KeychainOptions } from '../../src-main/adapters/keychain.js';

/*
 * A fake library stands in here on purpose: dismissed prompts, refused access and calls that hang
 * cannot be brought about in a real keychain from a test on every system. The real library against
 * an unlocked, a locked and an absent secret service is in the desktop layer.
 */
type Keytar = ReturnType<KeychainOptions['load']>;

const KEY = 'sk-ant-admin01-marked-fake-for-the-keychain-tests';

function fakeKeytar(changes: Partial<Keytar> = {}) {
  const items = new Map<string, string>();
  const calls: string[] = [];
  const place = (service: string, account: string) => {
    calls.push(`${service}/${account}`);
    return `${service}/${account}`;
  };
  const keytar: Keytar = {
    getPassword: async (service, account) => items.get(place(service, account)) ?? null,
    setPassword: async (service, account, password) => {
      items.set(place(service, account), password);
    },
    deletePassword: async (service, account) => items.delete(place(service, account)),
    ...changes,
  };
  return { keychain: createKeychain({ load: () => keytar }), items, calls };
}

const rejecting = (message: string) => () => Promise.reject(new Error(message));
const all = (method: () => Promise<never>): Keytar => ({
  getPassword: method,
  setPassword: method,
  deletePassword: method,
});

afterEach(() => vi.useRealTimers());

describe('the keychain', () => {
  test('S11: one item under one fixed service and account', async () => {
    const { keychain, items, calls } = fakeKeytar();
    expect(await keychain.save(KEY)).toEqual({ ok: true, value: null });
    expect(await keychain.read()).toEqual({ ok: true, value: KEY });
    expect([...items]).toEqual([['Tidemark/admin-key', KEY]]);
    expect(await keychain.forget()).toEqual({ ok: true, value: null });
    expect(items.size).toBe(0);
    expect(new Set(calls)).toEqual(new Set(['Tidemark/admin-key']));
  });

  test('the library is loaded with the first call, not before', () => {
    const load = vi.fn();
    createKeychain({ load });
    expect(load).not.toHaveBeenCalled();
  });

  test('K6: an item that is not there is a key that is gone', async () => {
    const { keychain } = fakeKeytar();
    expect(await keychain.read()).toEqual({ ok: false, failure: { kind: 'key-gone' } });
    expect(await keychain.forget()).toMatchObject({ ok: true });
  });

  test('K8: a library that does not load is an absent keychain, each time', async () => {
    const keychain = createKeychain({
      load: () => {
        throw new Error('libsecret-1.so.0: cannot open shared object file');
      },
    });
    for (const answer of [
      await keychain.read(),
      await keychain.save(KEY),
      await keychain.forget(),
    ]) {
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'keychain-absent' } });
    }
  });

  test('K9: what does not read back the same was not saved', async () => {
    const other = fakeKeytar({ getPassword: async () => `${KEY}x` });
    expect(await other.keychain.save(KEY)).toEqual({
      ok: false,
      failure: { kind: 'keychain-unsaved' },
    });
    const nothing = fakeKeytar({ setPassword: async () => undefined });
    expect(await nothing.keychain.save(KEY)).toEqual({
      ok: false,
      failure: { kind: 'keychain-unsaved' },
    });
  });

  // What the libraries of the three systems say, as their sources and issue trackers show.
  test.each([
    ['K3', 'Cannot create an item in a locked collection', 'keychain-locked'],
    ['K3', 'Prompt was dismissed', 'keychain-locked'],
    ['K3', 'The prompt was canceled by the user.', 'keychain-locked'],
    ['K3', 'User canceled the operation.', 'keychain-locked'],
    ['K4', 'Access denied.', 'keychain-denied'],
    ['K4', 'User interaction is not allowed.', 'keychain-denied'],
    ['K4', 'The user name or passphrase you entered is not allowed.', 'keychain-denied'],
    [
      'K2',
      'The name org.freedesktop.secrets was not provided by any .service files',
      'keychain-absent',
    ],
    ['K1', 'Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychain-absent'],
    ['K8', '', 'keychain-absent'],
  ])('%s: "%s" is %s, whatever is asked', async (_, message, kind) => {
    const keychain = createKeychain({ load: () => all(rejecting(message)) });
    for (const answer of [
      await keychain.read(),
      await keychain.save(KEY),
      await keychain.forget(),
    ]) {
      expect(answer).toMatchObject({ ok: false, failure: { kind } });
      expect(JSON.stringify(answer)).not.toContain(KEY);
    }
  });

  test('a library that throws at once or rejects with no error is caught', async () => {
    const throwing = createKeychain({
      load: () =>
        all(() => {
          throw new Error('Prompt was dismissed');
        }),
    });
    expect(await throwing.read()).toMatchObject({
      ok: false,
      failure: { kind: 'keychain-locked' },
    });
    const strange = createKeychain({ load: () => all(() => Promise.reject('text')) });
    expect(await strange.read()).toMatchObject({ ok: false, failure: { kind: 'keychain-absent' } });
  });

  test('K5: a prompt that stays open ends the call after 30 s, and a late answer is dropped', async () => {
    vi.useFakeTimers();
    let answerLate: (password: string) => void = () => undefined;
    const { keychain } = fakeKeytar({
      getPassword: () =>
        new Promise((resolve) => {
          answerLate = resolve;
        }),
    });
    const done = vi.fn();
    const reading = keychain.read().then(done);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await reading;
    expect(done).toHaveBeenCalledExactlyOnceWith({ ok: false, failure: { kind: 'keychain-slow' } });
    answerLate(KEY);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toHaveBeenCalledTimes(1);
  });

  test('K5: an answer that fails late leaves no rejection that nobody handles', async () => {
    vi.useFakeTimers();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    let failLate: (error: Error) => void = () => undefined;
    const { keychain } = fakeKeytar({
      getPassword: () =>
        new Promise((_, reject) => {
          failLate = reject;
        }),
    });
    const reading = keychain.read();
    await vi.advanceTimersByTimeAsync(30_000);
    await reading;
    failLate(new Error('Prompt was dismissed'));
    vi.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('a quick answer leaves no timer that keeps the process alive', async () => {
    vi.useFakeTimers();
    const { keychain } = fakeKeytar();
    await keychain.save(KEY);
    await keychain.read();
    expect(vi.getTimerCount()).toBe(0);
  });
});
