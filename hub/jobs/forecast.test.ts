import { expect, test } from 'bun:test';
import { type ForecastView, forecast } from './forecast.ts';
import { ADA, agent, gpuAgent, job, NOW } from './made-jobs.ts';

const MINUTE_MS = 60_000;
const view = (more: Partial<ForecastView>): ForecastView => ({
  ...{ rows: [], held: [], agents: [agent('a')], nowMs: NOW, speedOf: () => 0 },
  groupOf: ({ ownerId }) => ownerId,
  usualMs: () => 10 * MINUTE_MS,
  ...more,
});
const holding = (untilMs: number | null, agentId = 'a', gpu: number | null = null) =>
  ({ agentId, gpu, gpuInstance: null, needs: job().needs, group: ADA, untilMs }) as const;
const minutes = (begins: Map<unknown, number>) =>
  [...begins.values()].map((atMs) => (atMs - NOW) / MINUTE_MS);

test('jobs begin one after the other as room is made, the more urgent first', () => {
  const [urgent, low, low2] = [job({}, { queue: 'training' }), job(), job()];
  const begins = forecast(
    view({ rows: [[low, low2], [urgent]], held: [holding(NOW + 5 * MINUTE_MS)] }),
  );
  expect([...begins.keys()]).toEqual([urgent.jobId, low.jobId, low2.jobId]);
  expect(minutes(begins)).toEqual([5, 15, 25]);
});

test('what needs a GPU waits for one that is large enough', () => {
  const agents = [gpuAgent('gpu', [8_000, 24_000])];
  const held = [
    holding(NOW + MINUTE_MS, 'gpu', 0),
    { ...holding(NOW + 7 * MINUTE_MS, 'gpu', 1), needs: job({ gpuMemoryMb: 1 }).needs },
  ];
  const begins = forecast(view({ agents, held, rows: [[job({ gpuMemoryMb: 10_000 })]] }));
  expect(minutes(begins)).toEqual([7]);
});

test('nothing is foretold of what waits for a job of which nobody knows how long it takes', () => {
  const rows = [[job()]];
  expect(forecast(view({ rows, held: [holding(null)] })).size).toBe(0);
  const two = [[job(), job(), job()]];
  const begins = forecast(
    view({ rows: two, held: [holding(NOW + MINUTE_MS)], usualMs: () => null }),
  );
  expect(minutes(begins)).toEqual([1]);
});
