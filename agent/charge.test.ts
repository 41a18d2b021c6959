import { afterEach, beforeEach, expect, jest, test } from 'bun:test';
import type { Assignment } from '#schemas/broker/messages';
import { Charge } from './charge.ts';

const assignment = (epoch?: string): Assignment => ({
  agentId: 'a',
  revision: 1,
  points: [],
  ...(epoch === undefined ? {} : { epoch }),
});

let heard: string[];
let charge: Charge;

beforeEach(() => {
  jest.useFakeTimers();
  heard = [];
  charge = new Charge({
    epoch: 'mine',
    take: () => void heard.push('take'),
    standBy: () => void heard.push('stand by'),
  });
});
afterEach(() => {
  charge.stop();
  jest.useRealTimers();
});

test('nothing is this run’s business before the hub says so', () => {
  expect(charge.isOurs).toBe(false);
  charge.hear(assignment('mine'), false);
  expect(charge.isOurs).toBe(true);
  expect(heard).toEqual(['take']);
});

test('where another run works this one stands by, and takes over when the hub says so', () => {
  charge.hear(assignment('other'), true);
  charge.hear(assignment('other'), false);
  jest.advanceTimersByTime(60_000);
  expect(charge.isOurs).toBe(false);
  charge.hear(assignment('mine'), false);
  expect(heard).toEqual(['stand by', 'take']);
});

test('what an earlier run was told holds when the hub is away, and no sooner', () => {
  charge.hear(assignment('before'), true);
  jest.advanceTimersByTime(9_000);
  expect(heard).toEqual([]);
  jest.advanceTimersByTime(2_000);
  expect(charge.isOurs).toBe(true);
  expect(heard).toEqual(['take']);
});

test('a hub that names no run means whoever hears it', () => {
  charge.hear(assignment(), true);
  expect(charge.isOurs).toBe(true);
});
