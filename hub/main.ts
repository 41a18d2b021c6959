import { join } from 'node:path';
import { setupLink } from './access/setup-links.ts';
import { BrokerClient } from './broker/broker-client.ts';
import { brokerDoor } from './broker/broker-door.ts';
import { BrokerSupervisor } from './broker/broker-supervisor.ts';
import { CREDENTIALS_FILE, Credentials } from './broker/credentials.ts';
import { systemClock } from './clock.ts';
import { readSettings } from './config/read-settings.ts';
import { Hub } from './hub.ts';
import { createLog } from './log.ts';
import { lockData } from './store/data-lock.ts';
import { SPARKPLUG_HOST_ID, sparkplugState } from './value-flows.ts';

/** An orderly end takes no longer; what is not done by then is safe in the agents' outboxes. */
const STOP_LIMIT_MS = 1_800;
const log = createLog('main');

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  const lock = lockData(settings.dataDir);
  const clock = systemClock;
  const path = join(settings.dataDir, CREDENTIALS_FILE);
  const credentials = new Credentials({ path, clock });
  const brokerLog = createLog('broker');
  const supervisor = new BrokerSupervisor({
    settings: settings.broker,
    credentials,
    clock,
    log: brokerLog,
  });
  const client = new BrokerClient({
    url: () => supervisor.url(),
    login: () => supervisor.login(),
    clientId: 'hub',
    caFile: settings.broker.caFile,
    lastWill: {
      ...{ name: 'sparkplugState', ids: [SPARKPLUG_HOST_ID] },
      payload: sparkplugState(false),
    },
    clock,
    log: brokerLog,
  });
  const hub = new Hub({
    settings,
    clock,
    uiFolder: new URL('../ui/dist', import.meta.url).pathname,
    broker: brokerDoor(supervisor, client),
    onFatal: (error) => fail('the store crashed', error),
  });
  stopOn(['SIGTERM', 'SIGINT'], hub, lock.release);
  await hub.start();
  const token = await hub.newSetupToken();
  const ready = {
    ready: 'hub',
    pid: process.pid,
    http: hub.origin,
    broker: supervisor.url(),
    setupLink: token === null ? null : setupLink(hub.origin, token),
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function stopOn(signals: NodeJS.Signals[], hub: Hub, release: () => void): void {
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info('stops', { signal });
    setTimeout(() => fail('did not stop in time', signal), STOP_LIMIT_MS);
    await hub.stop();
    release();
    process.exit(0);
  };
  const stopSafely = (signal: string) =>
    stop(signal).catch((error) => fail('did not stop in order', error));
  for (const signal of signals) process.on(signal, () => stopSafely(signal));
  // Whoever started it with a channel and died can no longer stop it.
  process.on('disconnect', () => stopSafely('disconnect'));
}

function fail(what: string, error: unknown): void {
  log.error(what, error);
  process.exit(1);
}

// A bug must not leave a hub that half works: whoever supervises it starts a whole one.
process.on('uncaughtException', (error) => fail('an error was not foreseen', error));
process.on('unhandledRejection', (error) => fail('an error was not foreseen', error));

main().catch((error) => {
  fail('the hub does not start', error);
});
