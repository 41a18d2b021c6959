import { beforeEach, expect, test } from 'bun:test';
import { HELD_MS, HeldAcknowledgements } from './held-acknowledgements.ts';

let nowMs = 0;
let timers: { atMs: number; callback: () => void }[] = [];
let sent: string[] = [];
let held: HeldAcknowledgements;

function turn(ms: number): void {
  nowMs += ms;
  const due = timers.filter(({ atMs }) => atMs <= nowMs);
  timers = timers.filter(({ atMs }) => atMs > nowMs);
  for (const { callback } of due) callback();
}

beforeEach(() => {
  nowMs = 50_000;
  timers = [];
  sent = [];
  held = new HeldAcknowledgements({
    clock: () => nowMs,
    after: (ms, callback) => {
      const timer = { atMs: nowMs + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    send: (alarmId) => sent.push(alarmId),
  });
});

test('a swipe is sent once its moment has passed, and only once', () => {
  held.hold('al_1');
  held.hold('al_1');
  expect(held.due.value.get('al_1')).toBe(nowMs + HELD_MS);
  turn(HELD_MS - 1);
  expect(sent).toEqual([]);
  turn(1);
  expect(sent).toEqual(['al_1']);
  expect(held.due.value.size).toBe(0);
  held.flush();
  turn(HELD_MS);
  expect(sent).toEqual(['al_1']);
});

test('what is undone is never sent, and can be swiped again', () => {
  held.hold('al_1');
  held.undo('al_1');
  turn(2 * HELD_MS);
  expect(sent).toEqual([]);
  held.hold('al_1');
  turn(HELD_MS);
  expect(sent).toEqual(['al_1']);
});

test('who leaves the page meant what was held: it is sent at once', () => {
  held.hold('al_1');
  turn(1_000);
  held.hold('al_2');
  held.flush();
  expect(sent).toEqual(['al_1', 'al_2']);
  turn(HELD_MS);
  expect(sent).toHaveLength(2);
});
