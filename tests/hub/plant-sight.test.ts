import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { PlantTree } from '#schemas/http/nodes';
import type { PointPage } from '#schemas/http/points';
import type { SessionInfo } from '#schemas/http/session';
import { summaryOf } from './plant-messages.ts';
import { SightBox } from './sight-box.ts';

let box: SightBox;

beforeAll(async () => {
  box = await SightBox.start();
});
afterAll(() => box?.stop());

test('who sees nothing of the plant is let in nowhere', async () => {
  const { points, hall } = box;
  for (const path of ['/points', '/nodes', `/points/${points[0]}`, `/nodes/${hall}`]) {
    expect(`${path} ${await box.status('GET', path)}`).toBe(`${path} 403`);
  }
  const { navigation } = await box.guest.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  expect(navigation.map(({ key }) => String(key))).not.toContain('plant');
});

test('a role at a node shows its points and the way to it, and nothing beside it', async () => {
  const { points, pumps, hall } = box;
  await box.give(hall, 'viewer');
  const { items, total } = await box.guest.ask<PointPage>('GET', '/api/v1/points');
  expect([items.map(({ pointId }) => pointId), total]).toEqual([[points[0]], 1]);
  const { nodes } = await box.guest.ask<PlantTree>('GET', '/api/v1/nodes');
  expect(nodes.map(({ name }) => name)).toEqual(['North', 'Hall', 'P-1']);
  // Of what only leads there it learns the name, and not how many points stand elsewhere.
  expect(nodes[0]).toMatchObject({ externalId: null, rollup: { points: 0 } });
  expect(nodes[1].rollup.points).toBe(1);
  const seen = [
    `/points/${points[0]}`,
    `/nodes/${pumps[0]}`,
    `/points/${points[0]}/changes?limit=5`,
  ];
  for (const path of seen) expect(`${path} ${await box.status('GET', path)}`).toBe(`${path} 200`);
  const unseen = [`/points/${points[1]}`, `/nodes/${pumps[1]}`, `/nodes/${nodes[0].nodeId}`];
  for (const path of unseen) expect(`${path} ${await box.status('GET', path)}`).toBe(`${path} 404`);
  expect(await box.status('PATCH', `/points/${points[0]}`, { name: 'Mine' })).toBe(403);
  expect(await box.status('PATCH', `/points/${points[1]}`, { name: 'Mine' })).toBe(403);
  const { navigation } = await box.guest.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  expect(navigation.map(({ key }) => String(key))).toEqual(['plant', 'alarms', 'analysis']);
});

test('an open screen of such a person gets news of that part only, and another part when it is moved', async () => {
  const { points, pumps, hall, yard } = box;
  const screen = await box.open('plant');
  await screen.next('plant');
  const { events, latest } = box.people.rooms;
  const now = box.people.clock.nowMs;
  events.emit('summaries', latest.take(points.map((id) => summaryOf(id, now))));
  const heard = () =>
    screen.messages.flatMap((one) => (one.type === 'summaries' ? one.summaries : []));
  await screen.until(() => heard().length > 0);
  screen.say({ type: 'watch', points: [points[1]] });
  await screen.until(() => screen.messages.some(({ type }) => type === 'error'));
  await box.move(pumps[1], hall);
  const shown = () => screen.messages.flatMap((one) => (one.type === 'plant' ? one.points : []));
  await screen.until(() => shown().some(({ pointId }) => pointId === points[1]));
  expect(heard().map(({ pointId }) => pointId)).toEqual([points[0]]);
  await box.move(pumps[1], yard);
  const last = () =>
    screen.messages.filter((one) => one.type === 'plant' && one.reset).at(-1) as {
      points: { pointId: string }[];
    };
  await screen.until(() => last().points.length === 1);
  await box.take(hall);
  await screen.closed;
  expect(await box.status('GET', '/points')).toBe(403);
});
