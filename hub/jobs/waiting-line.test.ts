import { expect, test } from 'bun:test';
import { type JobId, newId } from '#schemas/ids/ids';
import { JobNeeds } from '#schemas/jobs/job';
import type { QueueName } from '#schemas/jobs/queues';
import type { KeptJob } from './kept-job.ts';
import { newStanding } from './transition.ts';
import { WaitingLine } from './waiting-line.ts';

const OWNER = newId('us');

function job(queue: QueueName, queuedMs: number, label = 'a'): KeptJob {
  return {
    ...newStanding(queuedMs, null, { retryAfterMs: [] }),
    ...{ preemptible: false, submitKey: null, requestHash: null },
    ...{ jobId: newId('jb'), kind: 'benchmark', queue, ownerId: OWNER, arguments: {} },
    needs: JobNeeds.parse({ labels: [label] }),
    limits: { timeS: 60, memoryMb: 512 },
    dependsOn: [],
    createdMs: 0,
  };
}

function lineWith(blocked = new Set<JobId>(), paused = new Set<QueueName>()) {
  const line = new WaitingLine({
    isReady: (jobId) => !blocked.has(jobId),
    isPaused: (queue) => paused.has(queue),
    groupOf: ({ ownerId }) => ownerId,
  });
  const heads = (nowMs: number) => {
    line.turn(nowMs);
    return [...line.heads()].map(({ jobId }) => jobId);
  };
  return { line, heads };
}

test('of equal jobs only the one that waited longest stands in front, whenever it came', () => {
  const { line, heads } = lineWith();
  const [first, second, third] = [10, 20, 30].map((atMs) => job('default', atMs));
  for (const one of [second, third, first]) line.put(one, 100);
  expect(heads(100)).toEqual([first.jobId]);
  line.remove(first.jobId);
  expect(heads(100)).toEqual([second.jobId]);
  line.remove(third.jobId);
  line.remove(second.jobId);
  expect(heads(100)).toEqual([]);
});

test('jobs of other queues and needs stand beside each other; those of a stopped queue do not', () => {
  const paused = new Set<QueueName>();
  const { line, heads } = lineWith(new Set(), paused);
  const all = [job('default', 1), job('training', 2), job('training', 3, 'b')];
  for (const one of all) line.put(one, 10);
  expect(heads(10).length).toBe(3);
  paused.add('training');
  expect(heads(10)).toEqual([all[0].jobId]);
});

test('what is for later comes in when it is due, and what waits for others when they are done', () => {
  const blocked = new Set<JobId>();
  const { line, heads } = lineWith(blocked);
  const [later, child] = [job('default', 500, 'later'), job('default', 1, 'child')];
  blocked.add(child.jobId);
  for (const one of [later, child]) line.put(one, 10);
  expect(heads(499)).toEqual([]);
  expect(heads(500)).toEqual([later.jobId]);
  blocked.clear();
  expect(heads(501).toSorted()).toEqual([later.jobId, child.jobId].toSorted());
});

test('a job that is put again stands where it now belongs, and once', () => {
  const { line, heads } = lineWith();
  const one = job('default', 1);
  line.put(one, 10);
  line.put({ ...one, notBeforeMs: 1_000, queuedMs: 1_000 }, 10);
  expect(heads(999)).toEqual([]);
  expect(heads(1_000)).toEqual([one.jobId]);
  line.remove(one.jobId);
  expect(heads(2_000)).toEqual([]);
});
