import { beforeEach, expect, test } from 'bun:test';
import { type Known, LastKnown } from './last-known.ts';

const DAY_MS = 24 * 3_600_000;
let stored = new Map<string, string>();
let nowMs = 100 * DAY_MS;
const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => void stored.set(name, value),
  removeItem: (name: string) => void stored.delete(name),
};
const known: Known = {
  userId: 'us_1',
  userName: 'Ada',
  savedMs: 100 * DAY_MS,
  total: 3,
  counts: { danger: 1, good: 2 },
  points: [
    { pointId: 'pt_1', name: 'Pump', appearance: 'danger', says: 'Imbalance', figure: '9 mm/s' },
  ],
  alarms: [],
  mayAcknowledge: true,
};
const opened = (to: typeof storage = storage) => {
  const lastKnown = new LastKnown({ storage: to, clock: () => nowMs });
  lastKnown.start();
  return lastKnown;
};

beforeEach(() => {
  stored = new Map();
  nowMs = 100 * DAY_MS;
});

test('what was last known outlives the page', () => {
  opened().keep(known);
  expect(opened().known.value).toEqual(known);
});

test('nothing of it is left after it was forgotten', () => {
  const lastKnown = opened();
  lastKnown.keep(known);
  lastKnown.forget();
  expect(lastKnown.known.value).toBeNull();
  expect(stored.size).toBe(0);
});

test('what is too old, or was written by something else, is not shown', () => {
  opened().keep(known);
  nowMs += 8 * DAY_MS;
  expect(opened().known.value).toBeNull();
  for (const other of ['{', '{"userId":1}', 'null']) {
    stored.set('tremolo.last-known', other);
    expect(opened().known.value).toBeNull();
  }
});

test('a browser that keeps nothing more does not stop the screen', () => {
  const full = {
    ...storage,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  const lastKnown = opened(full);
  lastKnown.keep(known);
  expect(lastKnown.known.value).toEqual(known);
});
