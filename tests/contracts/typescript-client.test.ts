import { afterAll, beforeAll, expect, spyOn, test } from 'bun:test';
import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import type { MadeKey } from '#schemas/http/keys';
import { PEOPLE_ROUTES } from '#schemas/http/people';
import { POINT_ROUTES } from '#schemas/http/points';
import { HubClient } from '../../ui/http/client.ts';
import { HubProblem } from '../../ui/http/hub-problem.ts';
import { sensorSays } from '../hub/plant-messages.ts';
import { PeopleBox } from '../security/people-box.ts';

let box: PeopleBox;
let hub: HubClient;
const samples = Array.from({ length: 4_096 }, (_, i) => Math.sin(i / 4));
const recording = (name: string) => ({ name, samples, sampleRateHz: 12_000, unit: 'g' as const });

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'analyst');
  const ada = await box.signedIn('Ada');
  const scopes = ['plant:read', 'diagnosis:infer', 'diagnosis:read'];
  const { secret } = await ada.ask<MadeKey>('POST', '/api/v1/keys', { name: 'TypeScript', scopes });
  hub = HubClient.withKey(box.origin, secret);
  const { assets, events } = box.rooms;
  const made = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await made;
});
afterAll(() => box?.stop());

const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (refused) => refused,
  );
  if (!(error instanceof HubProblem)) throw new Error('It was not refused.', { cause: error });
  return error;
};

test('a list and one of it are read with a key, typed by their rows', async () => {
  const { items: points } = await hub.request(POINT_ROUTES.points);
  const { pointId } = points[0];
  const point = await hub.request(POINT_ROUTES.point, { params: { pointId } });
  expect([points[0].sensorId, point.pointId]).toEqual(['s-1', pointId]);
});

test('an answer that has not changed is not sent again, and one that has is', async () => {
  const fetched = spyOn(globalThis, 'fetch');
  const statuses: number[] = [];
  const read = async () => {
    const answer = await hub.request(POINT_ROUTES.points);
    const response = (await fetched.mock.results.at(-1)?.value) as Response;
    statuses.push(response.status);
    return answer.items.length;
  };
  const before = await read();
  expect(await read()).toBe(before);
  const { assets, events } = box.rooms;
  const made = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-2'));
  await made;
  expect(await read()).toBe(before + 1);
  fetched.mockRestore();
  expect(statuses.slice(1)).toEqual([304, 200]);
});

test('what is sent again with its idempotency key is made once', async () => {
  const send = () =>
    hub.request(DIAGNOSIS_ROUTES.diagnose, { body: recording('Once'), idempotencyKey: 'ts-once' });
  const [first, again] = [await send(), await send()];
  expect(again.diagnosisId).toBe(first.diagnosisId);
});

test('a list is read over its pages, as far as one goes on', async () => {
  for (const name of ['A', 'B', 'C']) {
    await hub.request(DIAGNOSIS_ROUTES.diagnose, { body: recording(name) });
  }
  const names: string[] = [];
  const query = { limit: 1, sort: 'name' };
  for await (const { name } of hub.items(DIAGNOSIS_ROUTES.diagnoses, { query })) names.push(name);
  expect(names).toEqual(['A', 'B', 'C', 'Once']);
  for await (const { name } of hub.items(DIAGNOSIS_ROUTES.diagnoses, { query })) {
    expect(name).toBe('A');
    break;
  }
});

test('a refusal says why, with the id that finds it, and how long to wait', async () => {
  const forbidden = await refusalOf(hub.request(PEOPLE_ROUTES.people));
  expect([forbidden.code, forbidden.status]).toEqual(['forbidden', 403]);
  expect(forbidden.correlationId).not.toBe('');
  const invalid = await refusalOf(
    hub.request(DIAGNOSIS_ROUTES.diagnose, { body: { ...recording('X'), sampleRateHz: -1 } }),
  );
  expect(invalid.issues.map(({ path }) => path)).toEqual(['sampleRateHz']);
  const stranger = HubClient.withKey(box.origin, 'trm_live_guess');
  expect((await refusalOf(stranger.request(POINT_ROUTES.points))).code).toBe('not_signed_in');
  await box.set('limits', { perKey: { perHour: 60, burst: 1 } });
  const tired = await refusalOf(
    (async () => {
      for (let i = 0; i < 3; i++) await hub.request(POINT_ROUTES.points);
    })(),
  );
  expect(tired.code).toBe('too_many_requests');
  expect(tired.retryAfterS).toBeGreaterThan(0);
});

test('what a row does not take does not compile, nor does what it needs when it is left out', () => {
  const calls = () => [
    // @ts-expect-error the path needs its point
    hub.request(POINT_ROUTES.point),
    // @ts-expect-error this list takes no query of that name
    hub.request(DIAGNOSIS_ROUTES.diagnoses, { query: { colour: 'red' } }),
    // @ts-expect-error a unit that there is not
    hub.request(DIAGNOSIS_ROUTES.diagnose, { body: { ...recording('X'), unit: 'furlong' } }),
    // @ts-expect-error reading makes nothing that could be made twice
    hub.request(POINT_ROUTES.points, { idempotencyKey: 'k' }),
  ];
  expect(calls).toBeFunction();
});
