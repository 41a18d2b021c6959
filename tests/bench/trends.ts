/**
 * How soon trends are read out of a store that holds a year of a large plant, asked over HTTP of the hub as its own process.
 * Writes gigabytes into a temporary folder, and removes them. Run: bun run bench:trends [-- --points 1000 --days 365 --fine-days 1]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Trends } from '#schemas/http/trends';
import { HubProcess } from '../hub/hub-process.ts';
import { setUpWith } from '../hub/plant-box.ts';
import { numberOption } from './number-option.ts';
import { median } from './statistics.ts';
import { writeTrendYears } from './trend-years.ts';

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '1000' },
    days: { type: 'string', default: '365' },
    'fine-days': { type: 'string', default: '1' },
  },
});
const [points, days, fineDays] = (['points', 'days', 'fine-days'] as const).map((name) =>
  numberOption(values, name),
);
const DAY_MS = 86_400_000;
/** Each question is asked of points that were not asked for before. */
const QUESTIONS = 7;

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-trends-'));
const nowMs = Date.now();
const began = performance.now();
const { ids, rows } = await writeTrendYears({ dataDir, points, days, fineDays, nowMs });
process.stderr.write(`${rows} rows in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
const bytes = statSync(join(dataDir, 'tremolo.db')).size;
// No broker is needed to read; the database is as large as it is.
const hub = new HubProcess({
  DATA_DIR: dataDir,
  HTTP__PORT: '0',
  BROKER__URL: 'mqtt://127.0.0.1:9',
  RETENTION__MAX_DATABASE_MB: '1000000',
});
// Gigabytes, and a hub: neither stays behind when something fails.
process.on('exit', () => {
  process.kill(hub.pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});
const { http: origin, setupLink } = await hub.ready();
const browser = await setUpWith(origin, setupLink?.split('token=')[1] ?? '');
let asked = 0;

/** The median of several questions for so many points and days, ms; the first one may find nothing in memory. */
async function ask(many: number, back: number, figures: string): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const some = Array.from({ length: many }, () => ids[(asked++ * 37) % ids.length]);
    const query = `points=${[...new Set(some)].join(',')}&figures=${figures}&from=${nowMs - back * DAY_MS}&to=${nowMs}`;
    const startMs = performance.now();
    const answer = await browser.ask<Trends>('GET', `/api/v1/trends?${query}`);
    times.push(performance.now() - startMs);
    if (answer.points.some(({ steps }) => steps.length < 20))
      throw new Error('Too few steps came.');
  }
  return times;
}

const year = await ask(1, days, 'velocity,speed');
const years = await ask(20, days, 'velocity,speed');
const month = await ask(20, Math.min(days, 30), 'velocity,speed');
const rounded = (ms: number) => Math.round(ms * 10) / 10;
const result = {
  bench: 'trends',
  ...{ points, days, fineDays, rows },
  yearOnePointMs: rounded(median(year)),
  yearOnePointWorstMs: rounded(Math.max(...year)),
  year20PointsMs: rounded(median(years)),
  year20PointsWorstMs: rounded(Math.max(...years)),
  month20PointsMs: rounded(median(month)),
  bytesPerPointDay: Math.round(bytes / points / days),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
