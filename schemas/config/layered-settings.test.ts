import { expect, test } from 'bun:test';
import { HubSettings } from '#schemas/config/hub-settings';
import { layeredSettings } from '#schemas/config/layered-settings';

test('the environment wins over the file, the file over the defaults', () => {
  const settings = layeredSettings(
    HubSettings,
    { http: { port: 1, host: 'plant' } },
    { TREMOLO_HTTP__PORT: '9000', TREMOLO_RETENTION__MAX_DATABASE_MB: '5', OTHER: 'x' },
    'TREMOLO_',
  );
  expect(settings.http.port).toBe(9000);
  expect(settings.http.host).toBe('plant');
  expect(settings.retention.maxDatabaseMb).toBe(5);
  expect(settings.broker.port).toBe(1883);
});

test('every wrong key is named in one sentence', () => {
  const read = () =>
    layeredSettings(HubSettings, { htpp: {}, http: { port: 'x' } }, {}, 'TREMOLO_');
  expect(read).toThrow(/http\.port.*htpp/);
});
