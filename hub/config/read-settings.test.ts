import { expect, test } from 'bun:test';
import { isLoopback, readSettings } from './read-settings.ts';

test('listening beyond loopback without TLS is refused unless said aloud', () => {
  const open = { TREMOLO_HUB_HTTP__HOST: '0.0.0.0' };
  expect(() => readSettings([], open)).toThrow(/http\.tls/);
  expect(readSettings([], { ...open, TREMOLO_HUB_HTTP__ALLOW_PLAINTEXT: 'true' }).http.host).toBe(
    '0.0.0.0',
  );
});

test("variables of other parts are not the hub's", () => {
  const settings = readSettings([], {
    TREMOLO_DATA_DIR: '/recordings',
    TREMOLO_AGENT_DATA_DIR: '/agent',
    TREMOLO_HUB_DATA_DIR: '/hub',
  });
  expect(settings.dataDir).toBe('/hub');
});

test('a settings file that cannot be read is named', () => {
  expect(() => readSettings(['--config', 'no-such.toml'], {})).toThrow(/no-such\.toml/);
  expect(() => readSettings(['--config'], {})).toThrow(/needs a file/);
});

test('only loopback addresses count as loopback', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', 'localhost'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '10.0.0.1', '127.evil.com', '::'].some(isLoopback)).toBe(false);
});

test('who may come in is named by addresses, networks and whole origins, and by nothing looser', () => {
  const read = (name: string, list: readonly string[]) =>
    readSettings([], { [`TREMOLO_HUB_HTTP__${name}`]: JSON.stringify(list) }).http;
  const networks = ['10.20.0.0/16', '192.0.2.7', 'fd00::/8', '::1'];
  expect(read('ALLOWED_NETWORKS', networks).allowedNetworks).toEqual(networks);
  for (const wrong of ['10.0.0.0/40', '10.0.0', 'plant', '*', '', '10.0.0.0/8, 10.1.0.0/16']) {
    expect(() => read('ALLOWED_NETWORKS', [wrong])).toThrow(/allowedNetworks/);
    expect(() => read('TRUSTED_PROXIES', [wrong])).toThrow(/trustedProxies/);
  }
  expect(read('ALLOWED_ORIGINS', ['https://panel.plant']).allowedOrigins).toHaveLength(1);
  for (const wrong of ['*', 'null', 'https://*.plant', 'https://panel.plant/', 'panel.plant']) {
    expect(() => read('ALLOWED_ORIGINS', [wrong])).toThrow(/allowedOrigins/);
  }
});

test('TLS that ends at a proxy needs the proxy to be named', () => {
  const atProxy = { TREMOLO_HUB_HTTP__TLS_AT_PROXY: 'true' };
  expect(() => readSettings([], atProxy)).toThrow(/trustedProxies/);
  const named = { ...atProxy, TREMOLO_HUB_HTTP__TRUSTED_PROXIES: '["127.0.0.1"]' };
  expect(readSettings([], named).http.tlsAtProxy).toBe(true);
});
