import { expect, test } from 'bun:test';
import { FrameQueue } from './frame-queue.ts';

function filled(count: number): FrameQueue<string> {
  const queue = new FrameQueue<string>();
  for (let n = 0; n < count; n++) queue.push(n % 3 === 0 ? 'a' : 'b', new Uint8Array(10), n);
  return queue;
}

const rest = (queue: FrameQueue<string>) =>
  Array.from({ length: queue.length }, () => queue.take()?.arrivedMs);

test('frames come out in the order in which they came in', () => {
  const queue = filled(3000);
  expect(queue.bytes).toBe(30_000);
  expect(rest(queue)).toEqual(Array.from({ length: 3000 }, (_, n) => n));
  expect(queue.take()).toBeUndefined();
  expect(queue.bytes).toBe(0);
});

test('the frames of one sensor are taken out and the rest keeps its order', () => {
  const queue = filled(10);
  queue.take();
  const removed = queue.remove((from) => from === 'b');
  expect(removed.map(({ arrivedMs }) => arrivedMs)).toEqual([3, 6, 9]);
  expect(queue.bytes).toBe(60);
  expect(queue.oldestMs).toBe(1);
  expect(rest(queue)).toEqual([1, 2, 4, 5, 7, 8]);
  expect(queue.oldestMs).toBeNull();
});
