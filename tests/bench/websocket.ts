/**
 * `bun run bench:websocket [--clients 1000] [--seconds 30] [--channels 200] [--profile folder]`
 * Signed-in clients, each with its own session, subscribed as the screens are while live channels run; broker, agent, sensors and
 * clients are processes of their own on this machine. Latency is from the agent's putting a result into its outbox (its own time
 * stamp) until a client has it, by way of broker and hub. News are changes of condition: each client must get each one.
 */
import { parseArgs } from 'node:util';
import { PlantRig } from '../rig/plant-rig.ts';
import { AgentEar } from './agent-ear.ts';
import { CoresByPart } from './cores-by-part.ts';
import { gatherCrowd } from './crowd.ts';
import { LiveChannels } from './live-channels.ts';
import { LoadChild } from './load-child.ts';
import { numberOption } from './number-option.ts';
import { requireOpenFiles } from './open-files.ts';
import type { Sent, WebsocketOrder, WebsocketReport } from './websocket-messages.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '30' },
    channels: { type: 'string', default: '200' },
    /** Where a CPU profile of the hub is to be left, which slows it. */
    profile: { type: 'string' },
  },
});
const clients = numberOption(values, 'clients');
const seconds = numberOption(values, 'seconds');
const channels = numberOption(values, 'channels');
const SPARE_FILES = 200;
/** Long enough for points to have told their first conditions, and for the runtime to compile what is hot. */
const WARM_UP_MS = 10_000;
const say = (words: string) => console.error(words);

const profiled = values.profile && {
  BUN_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}`,
};
const agentSettings: Record<string, string> = {};
const rig = new PlantRig({
  agents: 0,
  agentSettings,
  hubSettings: { TREMOLO_HUB_LIVE__MAX_CONNECTIONS: String(clients + 1), ...profiled },
});
const ear = new AgentEar();
let live: LiveChannels | null = null;
let load: LoadChild | null = null;
try {
  await rig.start();
  say(`${clients} people get accounts and sessions …`);
  const members = await gatherCrowd(rig, clients);
  requireOpenFiles(rig.hub.pid, clients + SPARE_FILES);
  agentSettings.TREMOLO_AGENT_BROKER__URL = await ear.start(rig.broker);
  await rig.addAgent('agent-1');
  live = await LiveChannels.of(rig, channels);
  await live.start(rig, channels);
  load = new LoadChild('./websocket-load.ts');
  requireOpenFiles(load.pid, clients + SPARE_FILES);
  const cores = new CoresByPart(rig, load.pid);
  say('they connect …');
  await load.ask('connect', { origin: rig.http, members } satisfies WebsocketOrder);
  await Bun.sleep(WARM_UP_MS);
  say(`measuring ${seconds} s …`);
  cores.begin();
  await load.ask('measure');
  await Bun.sleep(seconds * 1_000);
  for (const line of cores.lines()) say(line);
  const { hub, losses } = await rig.system();
  say(`event loop of the hub: p99 ${hub.loopDelayP99Ms.toFixed(1)} ms late`);
  const lost = Object.entries(losses).filter(([, count]) => count > 0);
  say(`lost on the live way: ${lost.map(([what, n]) => `${n} ${what}`).join(', ') || 'nothing'}`);
  await load.ask('end');
  const sent: Sent = { updates: [...ear.updates], changes: [...ear.changes] };
  const report = await load.ask<WebsocketReport>('report', sent);
  const { updates, newsLatency, news, closed } = report;
  say(`updates: p50 ${updates.p50Ms} ms, p99 ${updates.p99Ms} ms, most ${updates.maxMs} ms`);
  say(`of ${report.updatesDue} that were due ${report.updatesCame} came`);
  say(
    `news: ${news.news}, p50 ${newsLatency.p50Ms} ms, p99 ${newsLatency.p99Ms} ms, most ${newsLatency.maxMs} ms; came again: ${news.repeated}`,
  );
  say(`${report.megabytesRead.toFixed(0)} MB read`);
  say(`the load's own timers p99 ${report.ownDelayP99Ms} ms late`);
  if (closed.length > 0) say(`${closed.length} connections were closed: ${closed[0]}`);
  if (news.news === 0)
    throw new Error('there was no news: the bench was too short to prove anything');
  console.log(
    JSON.stringify({
      bench: 'websocket',
      clients,
      updatesPerSecond: Math.round(report.delivered / report.seconds),
      p99Ms: updates.p99Ms,
      newsLost: news.lost,
    }),
  );
} finally {
  await load?.stop();
  await live?.stop();
  await rig.stop();
  ear.stop();
}
