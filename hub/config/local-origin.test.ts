import { expect, test } from 'bun:test';
import { HubSettings } from '#schemas/config/hub-settings';
import { localOrigin } from './local-origin.ts';

const tls = { certFile: 'hub.crt', keyFile: 'hub.key' };
test.each([
  [{}, 'http://127.0.0.1:8080'],
  [{ host: '0.0.0.0', port: 8443, tls }, 'https://127.0.0.1:8443'],
  [{ host: '::' }, 'http://127.0.0.1:8080'],
  [{ host: 'fd00::7' }, 'http://[fd00::7]:8080'],
  [{ host: 'hub.plant' }, 'http://hub.plant:8080'],
])('%j is opened as %s', (http, origin) =>
  expect(localOrigin(HubSettings.parse({ http }).http)).toBe(origin),
);
