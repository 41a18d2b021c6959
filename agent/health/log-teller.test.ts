import { beforeEach, expect, test } from 'bun:test';
import { type AgentLogPart, LOG_PART_MAX } from '#schemas/broker/operation';
import { LogTail } from './log-tail.ts';
import { LogTeller } from './log-teller.ts';

let nowMs: number;
let tail: LogTail;
let teller: LogTeller;
let sent: AgentLogPart[];
let isConnected: boolean;

const write = (message: string, more: object = {}) =>
  tail.take(
    JSON.stringify({
      at: new Date(nowMs).toISOString(),
      level: 'info',
      part: 'agent',
      message,
      ...more,
    }),
  );
const told = () => sent.flatMap(({ lines }) => lines.map(({ line }) => line));

beforeEach(() => {
  nowMs = 1_000_000;
  sent = [];
  isConnected = true;
  tail = new LogTail(() => nowMs);
  teller = new LogTeller({
    tail,
    epoch: 'e1',
    clock: () => nowMs,
    publish: (part) => isConnected && sent.push(part) > 0,
  });
});

test('nothing is sent until somebody looks, and nothing after', () => {
  write('first');
  teller.turn();
  expect(sent).toEqual([]);
  teller.watch({ epoch: 'e1', after: 0, untilMs: nowMs + 1_000 });
  write('second', { lane: 3 });
  teller.turn();
  expect(sent.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual([
    'first',
    'second lane=3',
  ]);
  nowMs += 1_000;
  write('third');
  teller.turn();
  expect(told()).toEqual([1, 2]);
});

test('what was sent is not sent again while the hub repeats that somebody looks, unless it was lost', () => {
  for (let i = 0; i < 5; i++) write('line');
  const watch = { epoch: 'e1', after: 0, untilMs: nowMs + 60_000 };
  teller.watch(watch);
  nowMs += 2_000;
  teller.watch(watch);
  expect(told()).toEqual([1, 2, 3, 4, 5]);
  nowMs += 4_000;
  teller.watch({ ...watch, after: 3 });
  expect(told()).toEqual([1, 2, 3, 4, 5, 4, 5]);
});

test('a log that runs over leaves in parts, a few at a time, and the oldest lines go', () => {
  for (let i = 0; i < 2_500; i++) write('line');
  teller.watch({ epoch: 'e1', after: 0, untilMs: nowMs + 60_000 });
  expect(sent.map(({ lines }) => lines.length)).toEqual([100, 100, 100, 100]);
  expect(sent[0]).toMatchObject({ oldest: 501 });
  expect(told()[0]).toBe(501);
  expect(LOG_PART_MAX).toBe(100);
});

test('while the broker is away nothing counts as sent', () => {
  write('line');
  isConnected = false;
  teller.watch({ epoch: 'e1', after: 0, untilMs: nowMs + 60_000 });
  isConnected = true;
  teller.turn();
  expect(told()).toEqual([1]);
});

test('whoever knows another start of the agent is told all from the beginning', () => {
  write('line');
  teller.watch({ epoch: 'e0', after: 700, untilMs: nowMs + 60_000 });
  expect(told()).toEqual([1]);
});

test('a secret of the settings is shown to nobody', () => {
  tail.hide(['correct-horse', null]);
  write('the broker refused correct-horse');
  expect(tail.after(0, 1)[0].text).toBe('the broker refused •••');
});
