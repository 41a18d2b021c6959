/**
 * The hub alone: one agent's results for N points, each once a second, and 250 views a second of 10 KB to one screen that
 * watches 20 of them and is subscribed to the plant. `bun tests/bench/hub.ts [--points N] [--seconds S]`
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { topic } from '#schemas/broker/topics';
import { SystemState } from '#schemas/http/system';
import { HubProcess } from '../hub/hub-process.ts';
import { LiveClient } from '../hub/live-client.ts';
import { PlantClient, setUpWith, TestBroker } from '../hub/plant-box.ts';
import { agentSays, batchOf, heartbeatOf, sensorSays, summaryOf } from '../hub/plant-messages.ts';

const { values } = parseArgs({
  options: { points: { type: 'string' }, seconds: { type: 'string' } },
});
const POINTS = Number(values.points ?? 1000);
const SECONDS = Number(values.seconds ?? 20);
const LANE_POINTS = 50;
const WATCHED = 20;
const VIEW = new Uint8Array(10_000);
const VIEWS_EVERY_MS = 20;
const VIEWS_AT_ONCE = 5;

const broker = new TestBroker();
await broker.start();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-hub-'));
const hub = new HubProcess({ DATA_DIR: dataDir, HTTP__PORT: '0', BROKER__URL: broker.url });
const { http: origin, setupLink } = await hub.ready();
const browser = await setUpWith(origin, setupLink?.split('token=')[1] ?? '');
const get = (path: string) => browser.ask<never>('GET', path);

const plant = await PlantClient.connect(broker.url);
for (let i = 0; i < POINTS; i++) {
  await plant.say(topic('sensorDescription', `s-${i}`), sensorSays(`s-${i}`), true);
}
await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1', 1e6), true);
const screen = new LiveClient(origin, browser.cookie);
await screen.next('hello');
screen.say({ type: 'subscribe', channel: 'plant' });
const seen = () => screen.messages.flatMap((m) => (m.type === 'plant' ? m.points : []));
await screen.until(() => new Set(seen().map((point) => point.pointId)).size === POINTS);
const ids = [...new Set(seen().map((point) => point.pointId))];
screen.say({ type: 'watch', points: ids.slice(0, WATCHED) });

let batchesSent = 0;
let viewsSent = 0;
const receipts = await plant.hear(topic('receipt', 'agent-1'));
const lanes = Array.from({ length: Math.ceil(POINTS / LANE_POINTS) }, (_, lane) => {
  let sequence = 0;
  return setInterval(() => {
    batchesSent++;
    const own = ids.slice(lane * LANE_POINTS, (lane + 1) * LANE_POINTS);
    const summaries = own.map((id) => summaryOf(id, Date.now()));
    void plant.say(topic('results', 'agent-1'), batchOf(++sequence, { lane, summaries }));
  }, 1_000);
});
const beat = setInterval(() => {
  void plant.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', 0));
}, 1_000);
const views = setInterval(() => {
  for (let i = 0; i < VIEWS_AT_ONCE; i++) {
    void plant.say(topic('view', 'agent-1', ids[viewsSent++ % WATCHED]), VIEW);
  }
}, VIEWS_EVERY_MS);

/** Seconds of processor time that the hub has taken so far; Linux counts them in hundredths. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${hub.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const trendMs: number[] = [];
const asking = setInterval(async () => {
  const startMs = performance.now();
  await get(`/api/v1/points/${ids[0]}/trend?from=${Date.now() - 3_600_000}&to=${Date.now()}`);
  trendMs.push(performance.now() - startMs);
}, 100);
const cpuBefore = cpuSeconds();
await Bun.sleep(SECONDS * 1_000);
const cpuCores = (cpuSeconds() - cpuBefore) / SECONDS;
for (const timer of [...lanes, beat, views, asking]) clearInterval(timer);
// Commits gather for a tenth of a second; whatever has no receipt after a whole one is late.
await Bun.sleep(1_000);
const system = SystemState.parse(await get('/api/v1/system'));
trendMs.sort((a, b) => a - b);

screen.close();
await hub.end('SIGTERM');
await plant.end();
await broker.stop();
rmSync(dataDir, { recursive: true });
console.log(
  JSON.stringify({
    bench: 'hub',
    points: POINTS,
    batches: { sent: batchesSent, receipted: receipts.all.length },
    views: { sent: viewsSent, shown: screen.views.length },
    loopDelayP99Ms: Number(system.hub.loopDelayP99Ms.toFixed(1)),
    rssMb: Math.round(system.hub.rssMb),
    cpuCores: Number(cpuCores.toFixed(3)),
    trendP95Ms: Number(trendMs[Math.floor(trendMs.length * 0.95)].toFixed(1)),
    databaseMb: Number(system.hub.databaseMb.toFixed(1)),
  }),
);
