import { describe, expect, test } from 'vitest';
import { createProxyFinder } from '../../src-main/adapters/proxy/create-proxy-finder.js';
import { matchesNoProxy } from '../../src-main/adapters/proxy/matches-no-proxy.js';
import { readPacAnswer } from '../../src-main/adapters/proxy/read-pac-answer.js';

const API = new URL('https://api.anthropic.com/v1/organizations/me');
const PROXY = 'http://proxy.corp.example:3128';
const DIRECT = { kind: 'direct' };
const fromEnvironment = (env: NodeJS.ProcessEnv, url = API) => createProxyFinder({ env })(url);
const through = (href: string) => ({ kind: 'http', url: new URL(href) });

describe('the proxy that the environment names', () => {
  test('nothing named is a direct connection', async () => {
    expect(await fromEnvironment({})).toEqual(DIRECT);
    expect(await fromEnvironment({ HTTPS_PROXY: '', https_proxy: ' ' })).toEqual(DIRECT);
  });

  test.each([
    ['HTTPS_PROXY', PROXY, PROXY],
    ['https_proxy', PROXY, PROXY],
    ['ALL_PROXY', PROXY, PROXY],
    ['all_proxy', PROXY, PROXY],
    ['HTTPS_PROXY', 'proxy.corp.example:3128', PROXY],
    ['HTTPS_PROXY', ` ${PROXY}/ `, PROXY],
    ['HTTPS_PROXY', 'https://tls.corp.example', 'https://tls.corp.example'],
    ['HTTPS_PROXY', 'http://anna:p%40ss@10.0.0.1:80', 'http://anna:p%40ss@10.0.0.1'],
    ['HTTPS_PROXY', 'http://[fd00::1]:3128', 'http://[fd00::1]:3128'],
  ])('%s=%s is used for https', async (name, value, href) => {
    expect(await fromEnvironment({ [name]: value })).toEqual(through(href));
  });

  test('small letters and the own scheme come before the rest', async () => {
    const env = { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1', ALL_PROXY: 'http://c:1' };
    expect(await fromEnvironment(env)).toEqual(through('http://a:1'));
    expect(await fromEnvironment({ ...env, https_proxy: '' })).toEqual(through('http://b:1'));
  });

  test('HTTP_PROXY is for http alone', async () => {
    const env = { HTTP_PROXY: PROXY };
    expect(await fromEnvironment(env)).toEqual(DIRECT);
    expect(await fromEnvironment(env, new URL('http://api.example'))).toEqual(through(PROXY));
  });

  test.each([
    'http://127.0.0.1:8080',
    'https://127.8.9.1',
    'http://localhost:1',
    'https://api.localhost',
    'http://[::1]:9',
  ])('%s is this machine and never goes through a proxy', async (url) => {
    const env = { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY };
    const askSystem = async () => 'PROXY other:1';
    expect(await createProxyFinder({ env, askSystem })(new URL(url))).toEqual(DIRECT);
  });

  test.each(['https://127.0.0.1.example.com', 'https://localhost.example.com'])(
    '%s is not this machine',
    async (url) => {
      expect(await fromEnvironment({ HTTPS_PROXY: PROXY }, new URL(url))).toEqual(through(PROXY));
    },
  );

  test.each([
    ['socks5://anna:geheim@10.0.0.1:1080', 'socks5://10.0.0.1:1080'],
    ['SOCKS4://10.0.0.1', 'socks4://10.0.0.1'],
    ['ftp://anna:geheim@10.0.0.1', 'ftp://10.0.0.1'],
    ['not a proxy geheim', 'HTTPS_PROXY is not the address of a proxy'],
    ['http://', 'HTTPS_PROXY is not the address of a proxy'],
    ['http://10.0.0.1:99999', 'HTTPS_PROXY is not the address of a proxy'],
    // An unescaped slash, question mark or hash in a password.
    ['http://anna:12/geheim@10.0.0.1:3128', 'HTTPS_PROXY is not the address of a proxy'],
    ['http://anna:12?geheim@10.0.0.1:3128', 'HTTPS_PROXY is not the address of a proxy'],
    ['http://anna:12#geheim@10.0.0.1:3128', 'HTTPS_PROXY is not the address of a proxy'],
  ])('M6: %s is told as unusable, without its password', async (value, words) => {
    const rule = await fromEnvironment({ HTTPS_PROXY: value });
    expect(rule).toEqual({ kind: 'unusable', detail: expect.stringContaining(words) });
    expect(JSON.stringify(rule)).not.toMatch(/anna|geheim/);
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['*', true],
    ['api.anthropic.com', true],
    ['API.Anthropic.com.', true],
    ['anthropic.com', true],
    ['.anthropic.com', true],
    ['*.anthropic.com', true],
    ['example.com, anthropic.com', true],
    ['example.com anthropic.com', true],
    ['anthropic.com:443', true],
    ['anthropic.com:8443', false],
    ['thropic.com', false],
    ['com.example', false],
    ['x.api.anthropic.com', false],
    ['', false],
    [',,', false],
    ['.', false],
    ['a:b:c', false],
  ])('%j exempts api.anthropic.com: %s', (list, isExempt) => {
    expect(matchesNoProxy(list, API)).toBe(isExempt);
  });

  test('names addresses too', () => {
    expect(matchesNoProxy('10.0.0.1:8443', new URL('https://10.0.0.1:8443'))).toBe(true);
    expect(matchesNoProxy('[fd00::1]', new URL('https://[fd00::1]:8443'))).toBe(true);
    expect(matchesNoProxy('[fd00::1]:1', new URL('https://[fd00::1]:8443'))).toBe(false);
  });

  test('comes before every named proxy and before the system', async () => {
    const env = { HTTPS_PROXY: PROXY, no_proxy: 'anthropic.com' };
    expect(await createProxyFinder({ env, askSystem: async () => 'PROXY a:1' })(API)).toEqual(
      DIRECT,
    );
  });
});

describe('the proxy that the system names', () => {
  test.each([
    ['DIRECT', DIRECT],
    ['PROXY proxy.corp.example:3128; DIRECT', through(PROXY)],
    ['PROXY proxy.corp.example:3128;SOCKS5 s:1080', through(PROXY)],
    ['HTTPS tls.corp.example:8443', through('https://tls.corp.example:8443')],
    ['PROXY [fd00::1]:3128', through('http://[fd00::1]:3128')],
  ])('%s: the first entry decides', (answer, rule) => {
    expect(readPacAnswer(answer)).toEqual(rule);
  });

  test.each([
    ['SOCKS5 10.0.0.1:1080; DIRECT', 'socks5://10.0.0.1:1080'],
    ['SOCKS 10.0.0.1:1080', 'socks://10.0.0.1:1080'],
    ['QUIC 10.0.0.1:443', 'quic://10.0.0.1:443'],
    ['', 'could not be found out'],
    ['; DIRECT', 'could not be found out'],
    ['PROXY', 'not the address'],
    ['<html>', 'not the address'],
  ])('M6: %j is unusable, and the direct connection is not tried', (answer, words) => {
    expect(readPacAnswer(answer)).toEqual({
      kind: 'unusable',
      detail: expect.stringContaining(words),
    });
  });

  test('is asked only where the environment names none', async () => {
    const asked: string[] = [];
    const askSystem = async (url: URL) => {
      asked.push(url.href);
      return 'PROXY proxy.corp.example:3128';
    };
    const env = { HTTPS_PROXY: 'http://10.0.0.1:1' };
    expect(await createProxyFinder({ env, askSystem })(API)).toEqual(through('http://10.0.0.1:1'));
    expect(asked).toEqual([]);
    expect(await createProxyFinder({ env: {}, askSystem })(API)).toEqual(through(PROXY));
    expect(asked).toEqual([API.href]);
  });

  test('that cannot be asked is told, not passed by', async () => {
    const askSystem = () => Promise.reject(new Error('the network service is gone'));
    expect(await createProxyFinder({ env: {}, askSystem })(API)).toMatchObject({
      kind: 'unusable',
    });
  });
});
