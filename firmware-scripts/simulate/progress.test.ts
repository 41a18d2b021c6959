import { expect, test } from 'bun:test';
import { Counters } from './counters.ts';
import { Progress, progressText } from './progress.ts';

test('progress tells all counters, and rates since the last line', () => {
  let nowMs = 1000;
  const counters = new Counters();
  const progress = new Progress(counters, () => nowMs);
  for (let n = 0; n < 20; n++) counters.count('sent', 50_000);
  counters.count('offline', 50_000);
  nowMs += 2000;
  const first = progress.take({ up: 1, all: 2 });
  expect(first).toMatchObject({ framesSent: 20, framesDropped: 1, framesPerSecond: 10 });
  expect(first.megabytesPerSecond).toBe(0.5);
  expect(progressText(first)).toBe(
    'frames sent: 20 (10/s, 0.5 MB/s); dropped: 1 offline; 1 of 2 connections up',
  );
  nowMs += 1000;
  counters.mischief.lost += 3;
  const second = progress.take({ up: 2, all: 2 });
  expect(second.framesPerSecond).toBe(0);
  expect(progressText(second)).toContain('on purpose: 3 lost');
});
