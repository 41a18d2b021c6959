import { expect, test } from 'bun:test';
import { newId, type PointId } from '#schemas/ids/ids';
import { WATCH_MAX } from '#schemas/websocket/messages';
import { Watching } from './watching.ts';

function page() {
  const asked: [points: PointId[], maxHz: number | undefined][] = [];
  const watching = new Watching({ watch: (points, maxHz) => void asked.push([points, maxHz]) });
  return { asked, watching };
}

const [one, two] = [newId('pt'), newId('pt')];

test('what several parts look at is asked for once and together, as often as one of them wants', async () => {
  const { asked, watching } = page();
  watching.watch(one, 1);
  watching.watch(two, 8);
  watching.watch(one, 4);
  await Promise.resolve();
  expect(asked).toEqual([[[one, two], 8]]);
});

test('a point stays as long as anybody looks at it', async () => {
  const { asked, watching } = page();
  const [first, second] = [watching.watch(one, 8), watching.watch(one, 1)];
  await Promise.resolve();
  first();
  first();
  await Promise.resolve();
  second();
  await Promise.resolve();
  expect(asked).toEqual([
    [[one], 8],
    [[one], 1],
    [[], 1],
  ]);
});

test('no more points are asked for than the hub gives one screen', async () => {
  const { asked, watching } = page();
  for (let i = 0; i <= WATCH_MAX; i++) watching.watch(newId('pt'), 8);
  await Promise.resolve();
  expect(asked[0]?.[0]).toHaveLength(WATCH_MAX);
});
