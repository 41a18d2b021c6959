/**
 * `bun run soak:wall [--minutes 30]`: the wall view in a headless Chromium over a plant whose machines go from good to bad and back
 * each minute; half-way the hub is killed and started again. Memory, elements and listeners of the page, after a forced collection
 * each minute, must stay flat. Prints a line a minute, and last one line of JSON. Exit code 1 when the page grew by more than a fifth
 * (and 5 MB) between the first quarter and the end, or did not come back.
 */
import { parseArgs } from 'node:util';
import type { CDPSession } from 'playwright-core';
import { buildUi } from '../../ui/build.ts';
import { launchBrowser } from '../rig/browser.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const MINUTES = Math.max(4, Number(values.minutes));
const SENSORS = 24;
const MINUTE_MS = 60_000;
const GROWTH = 1.2;
const GROWTH_MB = 5;

interface Size {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function sizeOf(page: CDPSession): Promise<Size> {
  // Twice: what a finaliser of the first held is gone with the second.
  for (let i = 0; i < 2; i++) await page.send('HeapProfiler.collectGarbage');
  const { metrics } = await page.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
  return {
    heapMb: Math.round(of('JSHeapUsedSize') / 104_857.6) / 10,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  };
}

const launched = await launchBrowser();
if (launched.kind === 'none') throw new Error(launched.reason);
await buildUi(new URL('../../ui/dist', import.meta.url).pathname);
const rig = new PlantRig({ agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' } });
await rig.start();
const good = pumpSignal([]);
const bad = good.map((g) => g * 12);
const sensors = await sensorGroup(rig, 'pump-', SENSORS, good);
await sensors.start();
await eventually(
  async () => (await rig.points()).length >= SENSORS,
  30_000,
  'every sensor is there',
);
const context = await launched.browser.newContext({ viewport: { width: 1920, height: 1080 } });
await context.addCookies(
  rig.browser.cookie.split('; ').map((one) => {
    const [name = '', ...value] = one.split('=');
    return { name, value: value.join('='), url: rig.http };
  }),
);
const page = await context.newPage();
await page.goto(`${rig.http}/wall`);
const devtools = await context.newCDPSession(page);
await devtools.send('Performance.enable');
const isLive = () =>
  eventually(
    async () => (await page.locator('.wall-lost').count()) === 0,
    60_000,
    'the wall is live',
  );
const sizes: Size[] = [];
let isBack = false;
try {
  for (let minute = 1; minute <= MINUTES; minute++) {
    sensors.measure(minute % 2 === 0 ? good : bad);
    await Bun.sleep(MINUTE_MS);
    if (minute === Math.floor(MINUTES / 2)) {
      const heard = page.waitForEvent('websocket', { timeout: 120_000 });
      await rig.hub.kill();
      await rig.startHub();
      isBack = await heard.then(isLive).then(
        () => true,
        () => false,
      );
    }
    const size = await sizeOf(devtools);
    sizes.push(size);
    console.error(
      `${minute} min: ${size.heapMb} MB, ${size.nodes} nodes, ${size.listeners} listeners`,
    );
  }
} finally {
  await launched.browser.close();
  await sensors.stop();
  await rig.stop();
}
const [early, late] = [sizes[Math.floor(MINUTES / 4)], sizes.at(-1)];
if (early === undefined || late === undefined) throw new Error('Nothing was measured.');
const isFlat = late.heapMb <= Math.max(early.heapMb * GROWTH, early.heapMb + GROWTH_MB);
console.log(JSON.stringify({ soak: 'wall', minutes: MINUTES, early, late, isBack, flat: isFlat }));
process.exit(isFlat && isBack ? 0 : 1);
