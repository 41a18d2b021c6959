import { beforeEach, expect, test } from 'bun:test';
import type { AgentLogLine, LogWatch } from '#schemas/broker/operation';
import { AgentLogs } from './agent-logs.ts';

let nowMs: number;
let epoch: string | null;
let logs: AgentLogs;
let said: LogWatch[];

const ALL = { after: 0, level: 'info' } as const;
const line = (number: number, more: Partial<AgentLogLine> = {}): AgentLogLine => ({
  ...{ line: number, atMs: nowMs, level: 'info', part: 'agent', text: `line ${number}` },
  ...more,
});
const numbers = (found: { lines: AgentLogLine[] }) => found.lines.map((one) => one.line);

beforeEach(() => {
  nowMs = 1_000_000;
  epoch = 'e1';
  said = [];
  logs = new AgentLogs({
    clock: () => nowMs,
    epochOf: () => epoch,
    say: (_, watch) => said.push(watch),
  });
});

test('an agent is asked while somebody looks, and not after', () => {
  logs.turn();
  expect(said).toEqual([]);
  expect(logs.read('a', ALL)).toEqual({ epoch: null, oldest: 0, lines: [] });
  expect(said).toEqual([{ epoch: 'e1', after: 0, untilMs: nowMs + 10_000 }]);
  logs.take('a', { epoch: 'e1', oldest: 1, lines: [line(1), line(2)] });
  nowMs += 2_000;
  logs.turn();
  expect(said.at(-1)).toMatchObject({ after: 2 });
  nowMs += 9_000;
  logs.turn();
  expect(said).toHaveLength(2);
});

test('lines that come twice are kept once, in order', () => {
  logs.read('a', ALL);
  logs.take('a', { epoch: 'e1', oldest: 1, lines: [line(1), line(2)] });
  logs.take('a', { epoch: 'e1', oldest: 1, lines: [line(2), line(3)] });
  expect(numbers(logs.read('a', ALL))).toEqual([1, 2, 3]);
  expect(numbers(logs.read('a', { ...ALL, after: 2 }))).toEqual([3]);
});

test('lines are found by their words and by how grave they are', () => {
  logs.read('a', ALL);
  const lines = [
    line(1),
    line(2, { level: 'error', part: 'lane-1', text: 'Broken' }),
    line(3, { level: 'warn' }),
  ];
  logs.take('a', { epoch: 'e1', oldest: 1, lines });
  expect(numbers(logs.read('a', { ...ALL, level: 'warn' }))).toEqual([2, 3]);
  expect(numbers(logs.read('a', { ...ALL, q: 'lane-1 brok' }))).toEqual([2]);
});

test('another start of the agent begins its log anew', () => {
  logs.read('a', ALL);
  logs.take('a', { epoch: 'e1', oldest: 1, lines: [line(1), line(2)] });
  epoch = 'e2';
  nowMs += 2_000;
  logs.read('a', ALL);
  expect(said.at(-1)).toMatchObject({ epoch: 'e2', after: 0 });
  logs.take('a', { epoch: 'e2', oldest: 1, lines: [line(1)] });
  expect(logs.read('a', ALL)).toMatchObject({ epoch: 'e2', lines: [{ line: 1 }] });
});

test('no more than two thousand lines are kept, nothing of an agent at whom nobody looks, and all is forgotten after a while', () => {
  logs.take('b', { epoch: 'e1', oldest: 1, lines: [line(1)] });
  expect(logs.read('b', ALL).lines).toEqual([]);
  logs.read('a', ALL);
  for (let i = 0; i < 30; i++) {
    const lines = Array.from({ length: 100 }, (_, n) => line(100 * i + n + 1));
    logs.take('a', { epoch: 'e1', oldest: 1, lines });
  }
  const found = logs.read('a', ALL);
  expect([found.lines.length, found.oldest]).toEqual([2_000, 1_001]);
  nowMs += 61_000;
  logs.turn();
  expect(logs.read('a', ALL).lines).toEqual([]);
});
