import { beforeEach, expect, test } from 'bun:test';
import { PendingSignIns, tagOf } from './pending-sign-ins.ts';

let nowMs = 0;
let pending: PendingSignIns<string>;

beforeEach(() => {
  nowMs = 1_000;
  pending = new PendingSignIns({ clock: () => nowMs });
});

test('what was begun is taken once, in the browser that began', () => {
  const { state, binding } = pending.begin('first');
  expect(pending.take(state, binding)).toBe('first');
  expect(pending.take(state, binding)).toBeNull();
});

test('another browser gets nothing, and leaves nothing behind to try again', () => {
  const first = pending.begin('first');
  const second = pending.begin('second');
  expect(pending.take(first.state, second.binding)).toBeNull();
  expect(pending.take(first.state, first.binding)).toBeNull();
  expect(pending.take(second.state, second.binding)).toBe('second');
});

test('ten minutes are enough, and no more', () => {
  const { state, binding } = pending.begin('slow');
  nowMs += 10 * 60_000;
  expect(pending.take(state, binding)).toBeNull();
});

test('what is claimed without a cookie goes on only in the browser that began', () => {
  const { state, binding } = pending.begin('asked');
  const claimed = pending.claim(state);
  expect(claimed?.payload).toBe('asked');
  expect(pending.claim(state)).toBeNull();
  const ticket = claimed?.goOn('answered') ?? '';
  expect(tagOf(ticket)).toBe(tagOf(state));
  expect(pending.take(ticket, binding)).toBe('answered');
  const again = pending.claim(pending.begin('other').state)?.goOn('theirs') ?? '';
  expect(pending.take(again, binding)).toBeNull();
});

test('of very many that are begun and left, the oldest make room', () => {
  const oldest = pending.begin('oldest');
  for (let i = 0; i < 10_000; i++) pending.begin('more');
  const latest = pending.begin('latest');
  expect(pending.take(oldest.state, oldest.binding)).toBeNull();
  expect(pending.take(latest.state, latest.binding)).toBe('latest');
});
