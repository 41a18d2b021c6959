import { expect, test } from 'bun:test';
import { TokenBucket } from './token-bucket.ts';

function bucket(messagesPerSecond: number, bytesPerSecond: number) {
  const time = { ms: 0 };
  const limits = { messagesPerSecond, bytesPerSecond };
  return { time, bucket: new TokenBucket({ limits, clock: () => time.ms }) };
}

test('one second of packets may come at once, then they come at the rate', () => {
  const { time, bucket: b } = bucket(100, 1e9);
  expect(b.grant()).toMatchObject({ packets: 100, waitMs: 0 });
  b.spend(100, 100);
  expect(b.grant().waitMs).toBeCloseTo(10);
  time.ms = 50;
  expect(b.grant()).toMatchObject({ packets: 5, waitMs: 0 });
  time.ms = 60_000;
  expect(b.grant().packets).toBe(100);
});

test('an overdrawn packet is paid for before the next', () => {
  const { time, bucket: b } = bucket(1000, 1000);
  b.spend(1, 3000);
  expect(b.grant().waitMs).toBeCloseTo(2001);
  time.ms = 2002;
  expect(b.grant().waitMs).toBe(0);
});

test('a clock set back neither gives nor takes', () => {
  const { time, bucket: b } = bucket(10, 1000);
  time.ms = 1000;
  b.grant();
  b.spend(10, 0);
  time.ms = 0;
  expect(b.grant().packets).toBe(0);
  time.ms = 100;
  expect(b.grant().packets).toBe(1);
});
