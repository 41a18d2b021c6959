import { BrokerSettings } from '#schemas/config/broker-settings';
import { BrokerSupervisor } from '../../hub/broker/broker-supervisor.ts';
import { Credentials } from '../../hub/broker/credentials.ts';
import { createLog } from '../../hub/log.ts';

/** A process that only supervises a broker, to be killed; says the broker's process id on standard output. */
const supervisor = new BrokerSupervisor({
  settings: BrokerSettings.parse({ port: 0 }),
  credentials: new Credentials({ path: process.argv[2], clock: Date.now }),
  clock: Date.now,
  log: createLog('broker', () => undefined),
});
await supervisor.start();
process.stdout.write(`${supervisor.pid()}\n`);
