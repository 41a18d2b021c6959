import { expect, test } from 'bun:test';
import { EstimatedSpeed } from './estimated-speed.ts';

const feed = (speed: EstimatedSpeed, hz: number, times: number): boolean[] =>
  Array.from({ length: times }, () => speed.take(hz));

test('a speed is taken once most windows agree, and never by a few', () => {
  const speed = new EstimatedSpeed();
  feed(speed, 25, 11);
  expect(speed.rpm).toBeNull();
  expect(feed(speed, 25, 1)).toEqual([true]);
  expect(speed.rpm).toBe(1_500);
  expect(feed(speed, 25.05, 16)).not.toContain(true);
});

test('some unclear windows do not take it away, many do', () => {
  const speed = new EstimatedSpeed();
  feed(speed, 25, 16);
  feed(speed, 0, 12);
  expect(speed.rpm).toBe(1_500);
  feed(speed, 0, 1);
  expect(speed.rpm).toBeNull();
});

test('it follows a machine that runs at another speed, by way of nothing where the two are far apart', () => {
  const speed = new EstimatedSpeed();
  feed(speed, 25, 16);
  const seen = new Set<number | null>();
  for (let i = 0; i < 16; i++) {
    speed.take(40);
    seen.add(speed.rpm);
  }
  expect([...seen]).toEqual([1_500, 2_400]);
  feed(speed, 40.4, 16);
  expect(speed.rpm).toBeCloseTo(2_424, 6);
});

test('estimates that contradict each other are no speed', () => {
  const speed = new EstimatedSpeed();
  for (let i = 0; i < 64; i++) speed.take(i % 2 === 0 ? 25 : 50);
  expect(speed.rpm).toBeNull();
});
