/**
 * `bun run bench:api [--users 1000] [--seconds 30] [--channels 200] [--think-ms 2000] [--profile folder]`
 * Signed-in people at the API of a hub that carries live channels meanwhile: broker, agent, sensors and the people themselves
 * are processes of their own on this machine. Latency is from sending a request until its last byte, as each person sees it.
 */
import { parseArgs } from 'node:util';
import { PlantRig } from '../rig/plant-rig.ts';
import type { ApiOrder, ApiReport } from './api-messages.ts';
import { CoresByPart } from './cores-by-part.ts';
import { gatherCrowd } from './crowd.ts';
import { LiveChannels } from './live-channels.ts';
import { LoadChild } from './load-child.ts';
import { numberOption } from './number-option.ts';
import { requireOpenFiles } from './open-files.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '30' },
    channels: { type: 'string', default: '200' },
    'think-ms': { type: 'string', default: '2000' },
    /** Where a CPU profile of the hub is to be left, which slows it. */
    profile: { type: 'string' },
  },
});
const users = numberOption(values, 'users');
const seconds = numberOption(values, 'seconds');
const channels = numberOption(values, 'channels');
const thinkMs = numberOption(values, 'think-ms');
const SPARE_FILES = 200;
/** Every person has asked a few times: the runtime has compiled what is hot, and memories are filled. */
const WARM_UP_MS = 10_000;
const say = (words: string) => console.error(words);

const profiled = values.profile && { BUN_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` };
const rig = new PlantRig({ hubSettings: profiled || {} });
let live: LiveChannels | null = null;
let load: LoadChild | null = null;
try {
  await rig.start();
  say(`${users} people get accounts and sessions …`);
  const members = await gatherCrowd(rig, users);
  requireOpenFiles(rig.hub.pid, users + SPARE_FILES);
  live = await LiveChannels.of(rig, channels);
  const pointIds = await live.start(rig, channels);
  load = new LoadChild('./api-load.ts', { BUN_CONFIG_MAX_HTTP_REQUESTS: String(users) });
  requireOpenFiles(load.pid, users + SPARE_FILES);
  const cores = new CoresByPart(rig, load.pid);
  say('they begin …');
  await load.ask('begin', { origin: rig.http, members, pointIds, thinkMs, seed: 1 } as ApiOrder);
  await Bun.sleep(WARM_UP_MS);
  say(`measuring ${seconds} s …`);
  cores.begin();
  await load.ask('measure');
  await Bun.sleep(seconds * 1_000);
  for (const line of cores.lines()) say(line);
  const hubSeconds = cores.secondsOf('hub');
  const { hub, losses } = await rig.system();
  say(`event loop of the hub: p99 ${hub.loopDelayP99Ms.toFixed(1)} ms late`);
  const lost = Object.entries(losses).filter(([, count]) => count > 0);
  say(`lost on the live way: ${lost.map(([what, n]) => `${n} ${what}`).join(', ') || 'nothing'}`);
  const report = await load.ask<ApiReport>('stop');
  for (const line of tableOf(report)) say(line);
  const requests = report.ms.length;
  say(
    `hub: ${((hubSeconds * 1_000) / requests).toFixed(2)} ms of processor time a request, the channels included`,
  );
  console.log(
    JSON.stringify({
      bench: 'api',
      users,
      requestsPerSecond: Math.round(requests / report.seconds),
      p50Ms: percentile(report.ms, 0.5),
      p95Ms: percentile(report.ms, 0.95),
      p99Ms: percentile(report.ms, 0.99),
      errorRate: requests === 0 ? null : report.errors.length / requests,
    }),
  );
} finally {
  await load?.stop();
  await live?.stop();
  await rig.stop();
}

/** A line for each kind of request, then what went wrong. */
function tableOf({ kinds, kind, ms, errors, ...report }: ApiReport): string[] {
  const rows = kinds.map((name, n) => {
    const own = ms.filter((_, i) => kind[i] === n);
    const at = (share: number) => String(percentile(own, share)).padStart(8);
    return `${name.padEnd(46)} ${String(own.length).padStart(6)} ${at(0.5)} ${at(0.95)} ${at(0.99)}`;
  });
  const counts = new Map<string, number>();
  for (const { kind: of, error } of errors) {
    const what = `${of}: ${error}`.replace(/"correlationId":"[^"]*"/, '');
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const reads = kind.filter((n) => kinds[n].startsWith('GET')).length;
  return [
    `${''.padEnd(46)} ${'count'.padStart(6)} ${'p50 ms'.padStart(8)} ${'p95 ms'.padStart(8)} ${'p99 ms'.padStart(8)}`,
    ...rows.sort(),
    `${kind.length - reads} of ${kind.length} write; ${report.notModified} answered 304; ${(report.bytes / 1e6).toFixed(1)} MB read; the load's own timers p99 ${report.ownDelayP99Ms} ms late`,
    ...[...counts].slice(0, 20).map(([what, count]) => `${count} × ${what}`),
  ];
}
