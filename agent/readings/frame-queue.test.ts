import { expect, test } from 'bun:test';
import { FrameQueue } from './frame-queue.ts';

function rig(maxBytes: number) {
  const shed: number[] = [];
  const queue = new FrameQueue<string>(maxBytes, (_, bytes) => shed.push(bytes[0]));
  return { shed, queue, push: (n: number) => queue.push('s', new Uint8Array(10).fill(n), n) };
}

test('frames come out in the order in which they came in', () => {
  const { queue, push } = rig(1e6);
  for (let n = 0; n < 3000; n++) push(n & 127);
  const out = Array.from({ length: 3000 }, () => queue.take()?.arrivedMs);
  expect(out).toEqual(Array.from({ length: 3000 }, (_, n) => n & 127));
  expect(queue.take()).toBeUndefined();
});

test('beyond its bytes the older half is shed, and the rest keeps its order', () => {
  const { queue, push, shed } = rig(100);
  for (let n = 0; n < 11; n++) push(n);
  expect(shed).toEqual([0, 1, 2, 3, 4, 5]);
  expect(queue.length).toBe(5);
  expect(queue.take()?.bytes[0]).toBe(6);
});

test('it never holds more than its bytes, however much comes', () => {
  const { queue, push, shed } = rig(100);
  for (let n = 0; n < 10_000; n++) push(n & 255);
  expect(queue.length).toBeLessThanOrEqual(10);
  expect(shed.length + queue.length).toBe(10_000);
});

test('a single frame larger than the bound is still taken', () => {
  const { queue } = rig(5);
  queue.push('s', new Uint8Array(10), 0);
  expect(queue.take()?.bytes.byteLength).toBe(10);
});
