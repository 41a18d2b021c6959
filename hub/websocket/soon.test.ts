import { expect, test } from 'bun:test';
import { Soon } from './soon.ts';

/** Work whose clock and timers the test turns; `waits` are the pauses asked for. */
function soon() {
  const state = { nowMs: 1_000_000, done: 0, waits: [] as number[] };
  let due: (() => void) | null = null;
  const work = new Soon({
    everyMs: 50,
    clock: () => state.nowMs,
    work: () => state.done++,
    after: (ms, callback) => {
      state.waits.push(ms);
      due = callback;
      return () => {
        due = null;
      };
    },
  });
  const fire = () => {
    const callback = due;
    due = null;
    callback?.();
  };
  return { state, work, fire };
}

test('what is wanted alone is done at once, and what is wanted next waits for its turn', () => {
  const { state, work, fire } = soon();
  work.want();
  fire();
  state.nowMs += 20;
  work.want();
  fire();
  state.nowMs += 60;
  work.want();
  fire();
  expect(state).toMatchObject({ done: 3, waits: [0, 30, 0] });
});

test('what is wanted several times before its turn is done once', () => {
  const { state, work, fire } = soon();
  for (let i = 0; i < 5; i++) work.want();
  fire();
  fire();
  expect(state).toMatchObject({ done: 1, waits: [0] });
});

test('a clock that is set back holds nothing up for longer than usual', () => {
  const { state, work, fire } = soon();
  work.want();
  fire();
  state.nowMs -= 3_600_000;
  work.want();
  expect(state.waits).toEqual([0, 50]);
});

test('nothing is done after the end', () => {
  const { state, work, fire } = soon();
  work.want();
  work.stop();
  fire();
  expect(state.done).toBe(0);
});
