/**
 * `bun run bench:live [--channels 1000] [--seconds 30] [--frame-samples 8192] [--lanes 0]`
 * Sensors, broker, agent, hub and a WebSocket client on this machine; 25 600 Hz, windows of 2048 samples.
 * Counts windows on all points; latency is from handing a window's last sample to the sensor's MQTT client until the
 * client, which watches 20 points at full rate, has that window's view.
 */
import { parseArgs } from 'node:util';
import { decodeView } from '#schemas/websocket/view';
import { PlantRig } from '../rig/plant-rig.ts';
import { LiveRun } from './live-run.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '30' },
    'frame-samples': { type: 'string', default: '8192' },
    lanes: { type: 'string', default: '0' },
    batch: { type: 'string', default: '64' },
  },
});
const channels = Number(values.channels);
const seconds = Number(values.seconds);
const SAMPLE_RATE_HZ = 25_600;
const WINDOW_SAMPLES = 2048;
const WATCHED = Math.min(20, channels);

const rig = new PlantRig({
  lanes: Number(values.lanes),
  agentSettings: {
    // The bench looks for the limit, so nothing may be refused admission.
    TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '1000000',
    TREMOLO_AGENT_BATCH__MAX_WINDOWS: values.batch,
  },
});
const say = (words: string) => console.error(words);

try {
  await rig.start();
  const run = new LiveRun(rig, {
    channels,
    sampleRateHz: SAMPLE_RATE_HZ,
    frameSamples: Number(values['frame-samples']),
    connections: Math.min(16, channels),
    watched: Array.from({ length: WATCHED }, (_, i) => Math.floor((i * channels) / WATCHED)),
  });
  say(`describing ${channels} sensors …`);
  const pointOf = await run.prepare();
  const client = await rig.liveClient();
  const arrivals = new Map<string, { atUs: number; arrivedMs: number }[]>();
  client.onView = (bytes) => {
    const arrivedMs = performance.timeOrigin + performance.now();
    const view = decodeView(bytes);
    if (view === null) throw new Error('a view that is none');
    const list = arrivals.get(view.pointId) ?? [];
    list.push({ atUs: view.atUs, arrivedMs });
    arrivals.set(view.pointId, list);
  };
  client.send({
    type: 'watch',
    points: run.watchedChannels.map((channel) => pointOf.get(channel)),
  });
  await run.warmUp();
  say(`measuring ${seconds} s …`);
  const measured = await run.measure(seconds);
  const latencies = run.latencies(measured.sensors, arrivals, pointOf);
  for (const [part, cores] of Object.entries(measured.coresByPart))
    say(`${part}: ${cores.toFixed(2)} cores`);
  for (const [counter, count] of Object.entries(measured.losses)) say(`${counter}: ${count}`);
  say(
    `frames not handed over: ${measured.sensors.framesUnsent}; views: ${latencies.length} of ${measured.viewsExpected}`,
  );
  client.close();
  run.stop();
  console.log(
    JSON.stringify({
      bench: 'live',
      channels,
      sampleRateHz: SAMPLE_RATE_HZ,
      windowSamples: WINDOW_SAMPLES,
      windowsExpected: measured.windowsExpected,
      windowsDiagnosed: measured.windowsDiagnosed,
      windowsLost: measured.windowsExpected - measured.windowsDiagnosed,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      hubLoopDelayP99Ms: measured.hubLoopDelayP99Ms,
      rssMb: measured.rssMb,
      cpuCores: Number(
        Object.values(measured.coresByPart)
          .reduce((sum, cores) => sum + cores, 0)
          .toFixed(2),
      ),
      viewsExpected: measured.viewsExpected,
      viewsReceived: latencies.length,
    }),
  );
} finally {
  await rig.stop();
}
