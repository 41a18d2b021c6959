import { expect, test } from 'bun:test';
import type { FeedItem } from '#schemas/notifications/notification';
import { Tellings } from './tellings.ts';

function tellings() {
  const timers = new Map<number, { ms: number; callback: () => void }>();
  let next = 0;
  const told = new Tellings((ms, callback) => {
    const id = next++;
    timers.set(id, { ms, callback });
    return () => timers.delete(id);
  });
  const fire = () => {
    for (const [id, { callback }] of [...timers]) {
      timers.delete(id);
      callback();
    }
  };
  const news = (id: string, more: Partial<FeedItem> = {}) =>
    told.take({
      unread: 1,
      critical: 0,
      item: { notificationId: id, priority: 'high', readMs: null, ...more } as FeedItem,
    });
  const shown = () => told.toasts.value.map(({ notificationId }) => String(notificationId));
  return { told, timers, fire, news, shown };
}

test('what is new pops up for five seconds', () => {
  const { told, timers, fire, news, shown } = tellings();
  news('nt_1');
  expect(shown()).toEqual(['nt_1']);
  expect([...timers.values()].map(({ ms }) => ms)).toEqual([5_000]);
  fire();
  expect(shown()).toEqual([]);
  expect(told.unread.value).toBe(1);
});

test('it stays while somebody points at it, and goes five seconds after', () => {
  const { told, fire, news, shown } = tellings();
  news('nt_1');
  told.hold(told.toasts.value[0]);
  fire();
  expect(shown()).toEqual(['nt_1']);
  told.release(told.toasts.value[0]);
  fire();
  expect(shown()).toEqual([]);
});

test('a critical one stays until it is closed', () => {
  const { told, timers, fire, news, shown } = tellings();
  news('nt_1', { priority: 'critical' });
  expect(timers.size).toBe(0);
  fire();
  expect(shown()).toEqual(['nt_1']);
  told.close(told.toasts.value[0]);
  expect(shown()).toEqual([]);
});

test('what comes twice is shown once, and of many the last four', () => {
  const { news, shown } = tellings();
  for (const id of ['a', 'a', 'b', 'c', 'd', 'e']) news(id);
  expect(shown()).toEqual(['b', 'c', 'd', 'e']);
});

test('what was read elsewhere does not pop up, and nothing of another person stays', () => {
  const { told, news, shown } = tellings();
  news('nt_1', { readMs: 1 });
  expect(shown()).toEqual([]);
  news('nt_2', { priority: 'critical' });
  told.clear();
  expect(shown()).toEqual([]);
  expect(told.unread.value).toBe(0);
});
