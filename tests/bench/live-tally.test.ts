import { expect, test } from 'bun:test';
import { LiveTally, updateKey } from './live-tally.ts';

const summaries = (...points: [string, number][]) =>
  JSON.stringify({
    type: 'summaries',
    summaries: points.map(([pointId, atMs]) => ({ pointId, atMs })),
  });
const changes = (...ids: string[]) =>
  JSON.stringify({ type: 'changes', changes: ids.map((changeId) => ({ changeId })) });

test('each update counts for each client that it came to, from when its agent sent it', () => {
  const tally = new LiveTally();
  const text = summaries(['a', 10], ['b', 11], ['c', 12]);
  tally.arrived(text, 1_005);
  tally.arrived(text, 1_030);
  const sent = new Map([
    [updateKey('a', 10), 1_000],
    [updateKey('b', 11), 1_000],
    [updateKey('c', 12), 990],
  ]);
  expect(tally.delivered()).toBe(6);
  expect(tally.delivered(new Set([updateKey('b', 11), updateKey('b', 12)]))).toBe(2);
  expect(tally.latencies('updates', sent)).toEqual([
    { value: 5, weight: 2 },
    { value: 30, weight: 2 },
    { value: 15, weight: 1 },
    { value: 40, weight: 1 },
  ]);
});

test('news is given to whoever notes it, for every client', () => {
  const tally = new LiveTally();
  const text = changes('x', 'y');
  expect(tally.arrived(text, 1)).toEqual(['x', 'y']);
  expect(tally.arrived(text, 2)).toEqual(['x', 'y']);
  expect(tally.latencies('newsIds', new Map([['x', 0]]))).toEqual([
    { value: 1, weight: 1 },
    { value: 2, weight: 1 },
  ]);
});

test('other messages, and what came before it was cleared, count for nothing', () => {
  const tally = new LiveTally();
  tally.arrived(summaries(['a', 10]), 5);
  tally.clear();
  tally.arrived('{"type":"pong","id":1,"nowMs":2}', 6);
  expect(tally.delivered()).toBe(0);
  // A client that is behind gets what others had before: that is not measured any more.
  tally.arrived(summaries(['a', 10]), 7);
  expect(tally.latencies('updates', new Map([[updateKey('a', 10), 0]]))).toEqual([]);
});
