import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { CaptureRow } from '#schemas/captures/capture';
import type { ChangePage } from '#schemas/http/points';
import type { SearchAnswer } from '#schemas/http/search';
import type { Trends } from '#schemas/http/trends';
import type { CaptureId, ProcessValueId } from '#schemas/ids/ids';
import type { ProcessValue } from '#schemas/plant/process-value';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { changeOf } from './plant-messages.ts';
import { SightBox } from './sight-box.ts';

let box: SightBox;
/** One of each pump, and one of both. */
let captures: CaptureId[];
let values: ProcessValueId[];

const ask = <Answer>(path: string) => box.guest.ask<Answer>('GET', `/api/v1${path}`);
const trends = () => `/trends?points=${box.points}&figures=velocity&from=0&to=1000`;
const valueTrend = (valueId: string) => `/process-values/${valueId}/trend?from=0&to=1000`;

/** What Gus finds, by kind. */
async function found(q: string): Promise<Record<string, string[]>> {
  const { groups, failed } = await ask<SearchAnswer>(`/search?q=${encodeURIComponent(q)}&limit=50`);
  expect(failed).toEqual([]);
  return Object.fromEntries(
    groups.map(({ kind, hits }) => [kind, hits.map(({ id }) => id).sort()]),
  );
}

beforeAll(async () => {
  box = await SightBox.start();
  const { captureDesk, processValues, store, assets } = box.people.rooms;
  captures = await Promise.all(
    [[box.points[0]], [box.points[1]], box.points].map(async (pointIds) => {
      const wanted = { pointIds, trigger: 'demand', preMs: 500, postMs: 500 } as const;
      return (await captureDesk.request({ ...wanted, by: SYSTEM_ACTOR })) as CaptureId;
    }),
  );
  const common = { unit: '°C', value: 40, isGood: true };
  processValues.hear('mqtt', [
    { address: 'oil/1', name: 'Oil P-1', ...common },
    { address: 'oil/2', name: 'Oil P-2', ...common },
  ]);
  values = processValues.all().map(({ valueId }) => valueId);
  for (const [i, valueId] of values.entries()) {
    const body = { nodeId: box.pumps[i] };
    await box.admin.ask('PATCH', `/api/v1/process-values/${valueId}`, body);
  }
  await store.write(
    box.points.map((pointId) => {
      const change = changeOf(pointId, 500);
      const args = [change.changeId, assets.get(pointId)?.key ?? 0, 500, JSON.stringify(change)];
      return { sql: 'INSERT INTO changes VALUES (?, ?, ?, ?)', args };
    }),
  );
});
afterAll(() => box?.stop());

test('without a right anywhere nothing of the plant is found or read', async () => {
  expect(await found('P-')).toEqual({});
  const paths = [trends(), '/changes', '/captures', `/captures/${captures[0]}`, '/process-values'];
  for (const path of paths) expect(`${path} ${await box.status('GET', path)}`).toBe(`${path} 403`);
});

test('with a role at a node the search finds what is there, and nothing beside it or above', async () => {
  await box.give(box.hall, 'viewer');
  expect(await found('P-')).toEqual({
    machine: [box.pumps[0]],
    point: [box.points[0]],
    value: [values[0]],
    capture: [captures[0]],
  });
  expect(await found('Hall')).toMatchObject({ place: [box.hall] });
  expect(await found('Yard')).toEqual({});
  expect((await found('North')).place).toEqual([box.hall]);
  expect((await found('SECRET-1')).place).toBeUndefined();
  expect(await found(box.points[1])).toEqual({});
  expect(await found(captures[2])).toEqual({});
});

test('trends, changes and values are of what is in sight; all else is unknown', async () => {
  const answer = await ask<Trends>(trends());
  expect(answer.points.map(({ pointId }) => pointId)).toEqual([box.points[0]]);
  expect(answer.unknown).toEqual([box.points[1]]);
  expect(answer.changes.map(({ pointId }) => pointId)).toEqual([box.points[0]]);
  const { items } = await ask<ChangePage>('/changes');
  expect(items.map(({ pointId }) => pointId)).toEqual([box.points[0]]);
  const heard = await ask<{ items: ProcessValue[] }>('/process-values');
  expect(heard.items.map(({ valueId }) => valueId)).toEqual([values[0]]);
  expect(await box.status('GET', valueTrend(values[0]))).toBe(200);
  expect(await box.status('GET', valueTrend(values[1]))).toBe(404);
  const screen = await box.open('plant');
  await screen.next('plant');
  const atMs = box.people.clock.nowMs;
  const heardNow = values.map((valueId, i) => ({
    ...{ valueId, nodeId: box.pumps[i], name: 'Oil', unit: '°C' },
    ...{ value: 41, quality: 'good' as const, atMs },
  }));
  box.people.rooms.events.emit('processValues', heardNow);
  const told = await screen.until(() => screen.messages.find((one) => one.type === 'values'));
  expect(told.values.map(({ valueId }) => valueId)).toEqual([values[0]]);
  screen.close();
});

test('a capture is in sight when all of its points are', async () => {
  const listed = async () =>
    (await ask<{ items: CaptureRow[]; total: number }>('/captures')).items
      .map(({ captureId }) => captureId)
      .sort();
  const statuses = (captureId: string) =>
    Promise.all(
      ['', '/plot-notes', '/export?format=csv', `/tracks/${box.points[0]}`].map((rest) =>
        box.status('GET', `/captures/${captureId}${rest}`),
      ),
    );
  expect(await listed()).toEqual([captures[0]]);
  // Nothing was recorded yet: that there are no samples is learned only of what is in sight.
  expect((await statuses(captures[0])).slice(0, 2)).toEqual([200, 200]);
  expect(await statuses(captures[1])).toEqual([404, 404, 404, 404]);
  expect(await statuses(captures[2])).toEqual([404, 404, 404, 404]);
  await box.move(box.pumps[1], box.hall);
  expect(await listed()).toEqual([...captures].sort());
  expect((await found('P-')).machine).toEqual([...box.pumps].sort());
  expect((await ask<Trends>(trends())).unknown).toEqual([]);
  await box.move(box.pumps[1], box.yard);
  expect(await listed()).toEqual([captures[0]]);
  expect((await ask<Trends>(trends())).unknown).toEqual([box.points[1]]);
  expect((await found('P-')).machine).toEqual([box.pumps[0]]);
  await box.take(box.hall);
  expect(await found('P-')).toEqual({});
  expect(await box.status('GET', '/captures')).toBe(403);
});
