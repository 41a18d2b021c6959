import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Trends } from '#schemas/http/trends';
import { newId, type PointId } from '#schemas/ids/ids';
import { CONDITIONS } from '#schemas/readings/finding';
import { POINT_STATEMENTS, trendRow } from '../../hub/results/trend-columns.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

let box: PeopleBox;
let person: BrowserSession;
let points: { pointId: PointId; key: number }[];

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Vera', 'viewer');
  person = await box.signedIn('Vera');
  const { assets, events } = box.rooms;
  const known = new Promise<void>((done) => events.on('points', () => done()));
  for (const id of ['s-1', 's-2']) assets.describe(sensorSays(id));
  await known;
  points = assets.all().map(({ pointId, key }) => ({ pointId, key }));
});
afterAll(() => box.stop());

const ask = (query: string) => person.ask<Trends>('GET', `/api/v1/trends?${query}`);

test('figures of several points come in the same steps, merged to as few as were asked for', async () => {
  const startMs = Math.floor(box.clock.nowMs / 600_000) * 600_000 - 3_600_000;
  const rows = points.flatMap(({ pointId, key }, p) =>
    Array.from({ length: 60 }, (_, i) => {
      const summary = summaryOf(pointId, startMs + i * 10_000);
      const figures = { ...summary.figures, velocityMmS: 1 + p + (i % 2), speedRpm: null };
      const condition = i === 7 && p === 1 ? 'danger' : 'good';
      return trendRow({ ...summary, figures, verdict: { ...summary.verdict, condition } }, key);
    }),
  );
  await box.rooms.store.write(POINT_STATEMENTS.add(rows));
  const ids = points.map(({ pointId }) => pointId).join(',');
  const to = startMs + 599_999;
  const all = await ask(`points=${ids}&figures=velocity,speed&from=${startMs}&to=${to}`);
  expect(all.stepMs).toBe(10_000);
  expect(all.points.map(({ steps }) => steps.length)).toEqual([60, 60]);

  const few = await ask(
    `points=${ids}&figures=velocity,speed&from=${startMs}&to=${to}&maxBuckets=10`,
  );
  expect([few.startMs, few.stepMs, few.resolution]).toEqual([startMs, 60_000, '10s']);
  const [one, two] = few.points;
  expect(one.lines[0]).toEqual({
    figure: 'velocity',
    mean: Array(10).fill(1.5),
    max: Array(10).fill(2),
  });
  expect(two.lines[0].mean[0]).toBe(2.5);
  expect(two.lines[1]).toEqual({ figure: 'speed', mean: Array(10).fill(null), max: null });
  expect(two.condition.map((index) => CONDITIONS[index])).toEqual(
    Array.from({ length: 10 }, (_, i) => (i === 1 ? 'danger' : 'good')),
  );
  expect(few.unknown).toEqual([]);
});

test('a point that is gone is named, and the others are answered all the same', async () => {
  const gone = newId('pt');
  const nowMs = box.clock.nowMs;
  const [{ pointId }] = points;
  const answer = await ask(
    `points=${gone},${pointId}&figures=kurtosis&from=${nowMs - 7_200_000}&to=${nowMs}`,
  );
  expect(answer.unknown).toEqual([gone]);
  expect(answer.points.map((point) => point.pointId)).toEqual([pointId]);
});

test('what is no list of points and figures, or runs backwards, is refused', async () => {
  const [{ pointId }] = points;
  const many = Array.from({ length: 41 }, () => newId('pt')).join(',');
  const range = 'from=1000&to=2000';
  for (const query of [
    `points=${pointId}&figures=colour&${range}`,
    `points=&figures=speed&${range}`,
    `points=us_01HZX3T7Q00000000000000000&figures=speed&${range}`,
    `points=${many}&figures=speed&${range}`,
    `points=${pointId}&figures=speed&from=2000&to=1000`,
    `points=${pointId}&figures=speed&${range}&maxBuckets=1000000`,
  ]) {
    expect((await person.send('GET', `/api/v1/trends?${query}`)).status).toBe(400);
  }
});
