/**
 * How much of a browser's main thread the plant screen takes: `bun tests/browser/measure-plant.ts [points] [seconds]`.
 * Prints one line of JSON: script, style and layout time per second while every point reports once a second, at rest and
 * while the page is scrolled from top to bottom.
 */
import type { CDPSession } from 'playwright-core';
import { Stage } from './stage.ts';

const points = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 10);
const stage = await Stage.open();
if (stage === null) process.exit(1);
const page = await stage.signedIn(stage.hub({ tempers: Array(points).fill('good') }));
await page.waitForSelector('.tile');
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');
const rest = await measure(session, () => page.waitForTimeout(seconds * 1000));
const scroll = await measure(session, () =>
  page.evaluate(
    (ms) =>
      new Promise<void>((resolve) => {
        const from = performance.now();
        const step = () => {
          const share = Math.min(1, (performance.now() - from) / ms);
          scrollTo(0, share * document.documentElement.scrollHeight);
          if (share < 1) requestAnimationFrame(step);
          else resolve();
        };
        step();
      }),
    seconds * 1000,
  ),
);
const tiles = await page.locator('.tile').count();
await stage.close();
console.log(JSON.stringify({ measure: 'plant', points, tiles, rest, scroll }));
process.exit(0);

/** Milliseconds of work per second while `during` runs. */
async function measure(session: CDPSession, during: () => Promise<unknown>) {
  const before = await metrics(session);
  await during();
  const after = await metrics(session);
  const passed = after.Timestamp - before.Timestamp;
  const perSecond = (name: string) =>
    Math.round(((after[name] - before[name]) / passed) * 10_000) / 10;
  return {
    scriptMs: perSecond('ScriptDuration'),
    styleMs: perSecond('RecalcStyleDuration'),
    layoutMs: perSecond('LayoutDuration'),
    allTasksMs: perSecond('TaskDuration'),
  };
}

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await session.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}
