/**
 * `bun run bench:frames [--charts 16] [--seconds 15]`: how smoothly a page runs while so many live charts are on it. A real plant
 * (hub, broker, agent, sensors at 25.6 kHz), a dashboard with a live chart for each point, and a headless Chromium that draws without
 * a graphics card. Frames of the page are counted, and what was drawn in them; an empty dashboard in the same run says what the
 * machine can do at all.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { LIVE_SHOWS, type Widget } from '#schemas/dashboards/widget';
import type { Dashboard } from '#schemas/http/dashboards';
import { buildUi } from '../../ui/build.ts';
import { launchBrowser } from '../rig/browser.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import { numberOption } from './number-option.ts';
import { median, percentile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    charts: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '15' },
  },
});
const CHARTS = numberOption(values, 'charts');
const SECONDS = numberOption(values, 'seconds');
/** Charts fetch their code, their axes settle. */
const SETTLE_MS = 3_000;
const COLUMNS = 4;
/** A tenth of a second: sensors give a chart as many views as a screen asks for. */
const FRAME_SAMPLES = 2_560;

interface Frames {
  readonly intervalsMs: number[];
  readonly draws: number;
  readonly longTasks: number;
}

/** Counts what a page does for some seconds, in the page itself. */
function framesOf(page: Page, seconds: number): Promise<Frames> {
  return page.evaluate(
    (forMs) =>
      new Promise<Frames>((resolve) => {
        const { clearRect } = CanvasRenderingContext2D.prototype;
        let draws = 0;
        let longTasks = 0;
        CanvasRenderingContext2D.prototype.clearRect = function (...args) {
          draws++;
          clearRect.apply(this, args);
        };
        const observer = new PerformanceObserver((list) => {
          longTasks += list.getEntries().length;
        });
        observer.observe({ type: 'longtask' });
        const intervalsMs: number[] = [];
        const beganMs = performance.now();
        let lastMs = beganMs;
        const step = (nowMs: number) => {
          intervalsMs.push(nowMs - lastMs);
          lastMs = nowMs;
          if (nowMs - beganMs < forMs) requestAnimationFrame(step);
          else {
            CanvasRenderingContext2D.prototype.clearRect = clearRect;
            observer.disconnect();
            resolve({ intervalsMs: intervalsMs.slice(1), draws, longTasks });
          }
        };
        requestAnimationFrame(step);
      }),
    seconds * 1_000,
  );
}

function liveWidget(pointId: string, i: number): Widget {
  return {
    ...{ id: `live-${i}`, kind: 'live', title: '', pointId: pointId as never },
    shows: LIVE_SHOWS[i % LIVE_SHOWS.length] ?? 'spectrum',
    ...{ x: (i % COLUMNS) * 3, y: Math.floor(i / COLUMNS) * 3, w: 3, h: 3 },
  };
}

const launched = await launchBrowser();
if (launched.kind === 'none') throw new Error(launched.reason);
await buildUi(new URL('../../ui/dist', import.meta.url).pathname);
const rig = new PlantRig({ agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' } });
await rig.start();
const sensors = await sensorGroup(rig, 'pump-', CHARTS, pumpSignal([]), FRAME_SAMPLES);
await sensors.start();

async function measure(widgets: Widget[]): Promise<Frames> {
  const { dashboardId } = await rig.browser.ask<Dashboard>('POST', '/api/v1/dashboards', {
    name: `${widgets.length} live charts`,
    widgets,
  });
  const context = await (launched.kind === 'launched' ? launched.browser : null)!.newContext({
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(
    rig.browser.cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: rig.http };
    }),
  );
  const page = await context.newPage();
  await page.goto(`${rig.http}/dashboards/${dashboardId}`);
  await page.getByRole('heading', { name: `${widgets.length} live charts` }).waitFor();
  await page
    .locator('.widget .uplot')
    .nth(Math.max(0, widgets.length - 1))
    .waitFor({
      state: widgets.length > 0 ? 'attached' : 'hidden',
    });
  await Bun.sleep(SETTLE_MS);
  const frames = await framesOf(page, SECONDS);
  await context.close();
  return frames;
}

const fpsOf = ({ intervalsMs }: Frames) =>
  Math.round((10_000 * intervalsMs.length) / intervalsMs.reduce((sum, ms) => sum + ms, 0)) / 10;

try {
  const points = await eventually(
    async () => {
      const all = await rig.points();
      return all.length >= CHARTS && all;
    },
    30_000,
    'every sensor is there',
  );
  const empty = await measure([]);
  const full = await measure(
    points.slice(0, CHARTS).map(({ pointId }, i) => liveWidget(pointId, i)),
  );
  console.log(
    `${CHARTS} live charts for ${SECONDS} s: ${fpsOf(full)} frames a second (an empty dashboard: ${fpsOf(empty)}).`,
  );
  console.log(
    JSON.stringify({
      bench: 'frames',
      charts: CHARTS,
      fps: fpsOf(full),
      fpsOfEmpty: fpsOf(empty),
      frameP50Ms: Math.round(10 * median(full.intervalsMs)) / 10,
      frameP95Ms: percentile(full.intervalsMs, 0.95),
      frameP99Ms: percentile(full.intervalsMs, 0.99),
      drawsPerSecond: Math.round(full.draws / SECONDS),
      longTasks: full.longTasks,
    }),
  );
} finally {
  await sensors.stop();
  await rig.stop();
  await launched.browser.close();
}
