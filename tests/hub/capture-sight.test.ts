import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import type { LiveClient } from './live-client.ts';
import { SightBox } from './sight-box.ts';

let box: SightBox;

beforeAll(async () => {
  box = await SightBox.start();
});
afterAll(() => box?.stop());

async function capture(...pointIds: PointId[]): Promise<CaptureId> {
  const wanted = { pointIds, trigger: 'demand', preMs: 500, postMs: 500 } as const;
  const made = await box.people.rooms.captureDesk.request({ ...wanted, by: SYSTEM_ACTOR });
  return made as CaptureId;
}
const told = (screen: LiveClient): Set<string> =>
  new Set(screen.messages.flatMap((one) => (one.type === 'captures' ? one.captureIds : [])));
const isTold = (screen: LiveClient, captureId: CaptureId) =>
  screen.until(() => told(screen).has(captureId));
const remove = (captureIds: readonly CaptureId[]) =>
  box.admin.ask('POST', '/api/v1/captures/deletion', { captureIds });

test('who may see no captures cannot follow them', async () => {
  const role = { key: 'onlooker', name: 'Onlooker', description: '', inherits: [] };
  const permissions = ['session:own', 'account:own', 'plant:read'];
  await box.admin.ask('POST', '/api/v1/roles', { ...role, permissions });
  await box.give(box.hall, 'onlooker');
  const open = await box.open('captures');
  expect((await open.next('error')).code).toBe('forbidden');
  await capture(box.points[0]);
  open.say({ type: 'ping', id: 1 });
  await open.next('pong');
  expect(told(open)).toEqual(new Set());
  open.close();
});

test('with a role in a part a screen is told of captures there alone, made and deleted', async () => {
  await box.give(box.hall, 'viewer');
  const screen = await box.open('captures');
  expect((await screen.next('captures')).captureIds).toEqual([]);
  const elsewhere = await capture(box.points[1]);
  const ofBoth = await capture(...box.points);
  const own = await capture(box.points[0]);
  await isTold(screen, own);
  expect([elsewhere, ofBoth].filter((one) => told(screen).has(one))).toEqual([]);
  screen.messages.length = 0;
  await remove([elsewhere, ofBoth, own]);
  await isTold(screen, own);
  expect([...told(screen)]).toEqual([own]);
  screen.close();
});

test('what is moved into sight is told of, and with the right the news ends', async () => {
  const screen = await box.open('captures');
  await screen.next('captures');
  screen.messages.length = 0;
  await box.move(box.pumps[1], box.hall);
  await screen.next('captures', ({ captureIds }) => captureIds.length === 0);
  await isTold(screen, await capture(...box.points));
  await box.take(box.hall);
  expect((await screen.closed).code).toBe(4403);
});
