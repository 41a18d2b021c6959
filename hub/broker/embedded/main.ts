import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import type { FromBroker, ToBroker } from './ipc-messages.ts';
import { throttledLog } from './throttled-log.ts';

/** The broker's process: started by the hub's supervisor, told everything over IPC, gone when the hub is gone. */
const STATISTICS_MS = 1_000;
const log = throttledLog(createLog('broker'), systemClock);
let broker: EmbeddedBroker | null = null;

function tell(message: FromBroker): void {
  process.send?.(message);
}

async function start({ settings, credentials }: Extract<ToBroker, { kind: 'start' }>) {
  broker = new EmbeddedBroker({
    settings,
    clock: systemClock,
    log,
    onNextUsed: (username, hash) => tell({ kind: 'nextUsed', username, hash }),
  });
  try {
    const listening = await broker.start(credentials);
    tell({ kind: 'listening', ...listening });
  } catch (error) {
    log.error('the broker does not start', error);
    const code = error instanceof TremoloError ? error.code : 'internal';
    tell({ kind: 'failed', code, sentence: describeError(error) });
    process.disconnect?.();
    process.exit(1);
  }
  const running = broker;
  setInterval(() => tell({ kind: 'statistics', statistics: running.statistics() }), STATISTICS_MS);
}

process.on('message', (message: ToBroker) => {
  if (message.kind === 'start') void start(message);
  else broker?.replaceCredentials(message.credentials);
});
// The channel closes when the hub ends, however it ends; a broker that nobody supervises would keep the port.
process.on('disconnect', () => process.exit(0));
// Ctrl-C and systemd signal the whole group: the broker stays until the hub has said its last, and ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => log.info('ends when the hub has ended', { signal }));
}
