/** The process of one lane: carries the reading way for its share of sensors until the agent ends it or dies. */
import { Lane } from './lane.ts';
import type { FromLane, ToLane } from './lanes/lane-messages.ts';
import { errorField, stderrLog } from './log.ts';

const log = stderrLog(`lane-${process.argv[2]}`, (json) =>
  process.send?.({ kind: 'log', json } satisfies FromLane),
);
const lane = new Lane({ log, report: (message: FromLane) => process.send?.(message) });

async function hear(message: ToLane): Promise<void> {
  if (message.kind === 'begin') await lane.start(message.order);
  else if (message.kind === 'points') lane.assign(message);
  else if (message.kind === 'watch') lane.watch(message.watch);
  else if (message.kind === 'capture') lane.capture(message.order);
  else if (message.kind === 'renew') lane.renew();
  else {
    await lane.stop();
    process.exit(0);
  }
}

process.on('message', (message: ToLane) => {
  hear(message).catch((error) => {
    log('error', 'the lane cannot go on', errorField(error));
    process.exit(1);
  });
});
// Without its agent nobody would ever end it.
process.on('disconnect', () => process.exit(0));
// A signal to the whole group, as Ctrl-C, is the agent's to answer: it ends its lanes in order.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
