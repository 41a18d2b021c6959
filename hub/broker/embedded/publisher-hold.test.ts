import { afterEach, beforeEach, expect, jest, test } from 'bun:test';
import { PublisherHold } from './publisher-hold.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('publishers wait until the subscriber has caught up', () => {
  const hold = new PublisherHold();
  const subscriber = { takenBytes: 0 };
  let resumed = 0;
  hold.fellBehind(subscriber);
  hold.fellBehind(subscriber);
  hold.wait(() => resumed++);
  expect(hold.holds).toBe(true);
  hold.caughtUp(subscriber);
  hold.caughtUp(subscriber);
  expect([hold.holds, resumed]).toEqual([false, 1]);
});

test('they wait as long as it goes on taking, and no longer', () => {
  const hold = new PublisherHold();
  const subscriber = { takenBytes: 0 };
  let resumed = 0;
  hold.fellBehind(subscriber);
  hold.wait(() => resumed++);
  for (let i = 0; i < 8; i++) {
    subscriber.takenBytes += 3e6;
    jest.advanceTimersByTime(250);
  }
  expect(hold.holds).toBe(true);
  jest.advanceTimersByTime(250);
  expect([hold.holds, resumed]).toEqual([false, 1]);
});

test('one that is stuck cannot hold again before it has caught up', () => {
  const hold = new PublisherHold();
  const stuck = { takenBytes: 0 };
  hold.fellBehind(stuck);
  jest.advanceTimersByTime(250);
  hold.fellBehind(stuck);
  expect(hold.holds).toBe(false);
  hold.caughtUp(stuck);
  hold.fellBehind(stuck);
  expect(hold.holds).toBe(true);
});

test('one that is gone frees those who wait for another only when that one is done, too', () => {
  const hold = new PublisherHold();
  const [gone, other] = [{ takenBytes: 0 }, { takenBytes: 0 }];
  hold.fellBehind(gone);
  hold.fellBehind(other);
  hold.caughtUp(gone);
  expect(hold.holds).toBe(true);
  hold.caughtUp(other);
  expect(hold.holds).toBe(false);
});
