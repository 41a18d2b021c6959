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
