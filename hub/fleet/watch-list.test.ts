import { expect, test } from 'bun:test';
import { WATCHED_MAX, WatchList } from './watch-list.ts';

const onOne = () => ['agent-1'];

test('a point is watched until the last screen leaves it, and its agent is told the end once', () => {
  const list = new WatchList(() => 1_000);
  list.change([], ['a', 'b']);
  list.change([], ['b']);
  expect(list.messages(onOne).get('agent-1')).toEqual({
    points: ['a', 'b'],
    untilMs: 7_000,
  } as never);
  list.change(['a', 'b'], []);
  expect(list.messages(onOne).get('agent-1')?.points).toEqual(['b'] as never);
  list.change(['b'], []);
  expect(list.messages(onOne).get('agent-1')?.points).toEqual([]);
  expect(list.messages(onOne).size).toBe(0);
});

test('when a point moves, the new agent is told to send and the old one to stop', () => {
  const list = new WatchList(() => 0);
  list.change([], ['a']);
  list.messages(onOne);
  const moved = list.messages(() => ['agent-2']);
  expect(moved.get('agent-1')?.points).toEqual([]);
  expect(moved.get('agent-2')?.points).toEqual(['a'] as never);
});

test('beyond the limit only points that are watched already may be watched', () => {
  const list = new WatchList(() => 0);
  const many = Array.from({ length: WATCHED_MAX + 10 }, (_, i) => `p${i}`);
  expect(list.change([], many)).toHaveLength(WATCHED_MAX);
  expect(list.change([], ['p0', 'new'])).toEqual(['p0']);
});
