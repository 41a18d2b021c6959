import { expect, test } from 'bun:test';
import type { JobId, UserId } from '#schemas/ids/ids';
import { actionsOf } from './job-actions.ts';

const mine = 'us_1' as UserId;
const job = {
  state: 'queued',
  isEnding: false,
  isPausing: false,
  yieldsTo: null,
  hasCheckpoint: false,
  ownerId: mine,
  archivedMs: null,
} as const;
const operator = { userId: 'us_2', mayOperate: true, maySubmit: true };
const owner = { userId: mine, mayOperate: false, maySubmit: true };
const reader = { userId: mine, mayOperate: false, maySubmit: false };

test('whoever operates the queues may do what the state allows', () => {
  expect(actionsOf(job, operator)).toEqual(['cancel', 'hold']);
  expect(actionsOf({ ...job, state: 'paused' }, operator)).toEqual(['cancel', 'release']);
  expect(actionsOf({ ...job, state: 'running' }, operator)).toEqual(['cancel']);
  expect(actionsOf({ ...job, state: 'running', isEnding: true }, operator)).toEqual([]);
  expect(actionsOf({ ...job, state: 'succeeded' }, operator)).toEqual([]);
  expect(actionsOf({ ...job, state: 'skipped' }, operator)).toEqual(['retry']);
  const dead = { ...job, state: 'failed' } as const;
  expect(actionsOf(dead, operator)).toEqual(['retry', 'archive', 'delete']);
  expect(actionsOf({ ...dead, archivedMs: 1 }, operator)).toEqual(['retry', 'delete']);
});

test('a job at work stands still only where it can go on from, and makes room for another only until a person has it stand', () => {
  const running = { ...job, state: 'running', hasCheckpoint: true } as const;
  expect(actionsOf(running, operator)).toEqual(['cancel', 'pause']);
  expect(actionsOf({ ...running, isPausing: true }, operator)).toEqual(['cancel']);
  const yielding = { ...running, isPausing: true, yieldsTo: 'jb_1' as JobId };
  expect(actionsOf(yielding, operator)).toEqual(['cancel', 'pause']);
  expect(actionsOf({ ...running, isEnding: true }, operator)).toEqual([]);
  expect(actionsOf(running, owner)).toEqual(['cancel']);
});

test('whoever submits may cancel what is his own and nothing else', () => {
  expect(actionsOf(job, owner)).toEqual(['cancel']);
  expect(actionsOf({ ...job, ownerId: 'us_3' as UserId }, owner)).toEqual([]);
  expect(actionsOf({ ...job, state: 'failed' }, owner)).toEqual([]);
  expect(actionsOf(job, reader)).toEqual([]);
});
