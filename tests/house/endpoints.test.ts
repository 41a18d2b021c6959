import { expect, test } from 'bun:test';
import { ROUTES } from '#schemas/http/routes';
import { read, sourceFiles } from './source-files.ts';

/** Routes that no screen asks, and why. */
const WITHOUT_A_SCREEN: Readonly<Record<string, string>> = {
  signingKeys: 'for programs that check access tokens',
  oidcStart: 'a link of the sign-in page, named by the hub',
  oidcCallback: 'where the provider sends the browser',
  samlStart: 'a link of the sign-in page, named by the hub',
  samlFinish: 'where the hub sends the browser',
  keepPreferences: 'screens change single preferences; for programs',
  states: 'screens ask for the values that they keep, one by one',
  dropState: 'for apps that keep values with an account',
  points: 'screens have the plant from the WebSocket',
  allChanges: 'for programs; screens show them by point',
  alarmGroups: 'screens group what the WebSocket tells',
  alarmRule: 'screens have all rules at once',
  acknowledgeAlarm: 'screens acknowledge one as they do many',
  holdAlarms: 'for programs; screens hold back what stands',
  bearings: 'screens carry the catalogue themselves',
  auditEvents: 'screens carry the table themselves',
  join: 'for agents',
  renewOwnCredential: 'for agents',
  agentFile: 'for agents',
  agentFileContent: 'for agents',
  agentJobFiles: 'for agents',
  beginDelivery: 'for agents',
  deliverPart: 'for agents',
  agent: 'screens have every agent with the state of the system',
  healthLive: 'for whatever supervises the hub',
  healthReady: 'for whatever supervises the hub',
  metrics: 'for Prometheus',
};

const screens = sourceFiles()
  .filter((path) => path.startsWith('ui/') && !path.includes('.test.'))
  .map(read)
  .join('\n');
/** By its table, or by a name that is looked up in it. */
const isAsked = (key: string) => new RegExp(`_ROUTES\\.${key}\\b|['"]${key}['"]`).test(screens);

test('every route of the hub has a screen that asks it, or a reason why none does', () => {
  const silent = Object.keys(ROUTES).filter((key) => !isAsked(key) && !(key in WITHOUT_A_SCREEN));
  expect(silent).toEqual([]);
});

test('no reason is kept for a route that is gone or has a screen', () => {
  const stale = Object.keys(WITHOUT_A_SCREEN).filter(
    (key) => !(key in ROUTES) || new RegExp(`_ROUTES\\.${key}\\b`).test(screens),
  );
  expect(stale).toEqual([]);
});
