import { expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import { JobNeeds } from '#schemas/jobs/job';
import { ADA, agent, gpuAgent, job, NOW } from './made-jobs.ts';
import { type JobAtWork, nextPreemption, type PreemptionView } from './preemption.ts';

function atWork(agentId: string, more: Partial<JobAtWork> = {}): JobAtWork {
  return {
    ...{
      jobId: newId('jb'),
      agentId,
      gpu: null,
      gpuInstance: null,
      needs: JobNeeds.parse({}),
      group: ADA,
    },
    ...{ queue: 'default', preemptible: true, strength: 1, sinceMs: NOW - 60_000 },
    isLeaving: false,
    ...more,
  };
}

const urgent = job({}, { queue: 'training' });
const victimsOf = (view: Partial<PreemptionView>) =>
  nextPreemption({
    ...{ ready: [urgent], held: [], agents: [agent('a')], nowMs: NOW, atLeastMs: 30_000 },
    speedOf: () => 0,
    ...view,
  })?.victims ?? null;

test('a less urgent job makes room, the least urgent first', () => {
  const agents = [agent('a', { slots: 2 })];
  const [weak, strong] = [atWork('a'), atWork('a', { queue: 'evaluation', strength: 3 })];
  expect(victimsOf({ held: [strong, weak], agents })).toEqual([weak]);
});

test('none does that may not, only just began, is as urgent, or has grown more urgent by waiting', () => {
  const kept: Partial<JobAtWork>[] = [
    { preemptible: false },
    { sinceMs: NOW - 29_000 },
    { queue: 'training', strength: 10 },
    { strength: 10.1 },
  ];
  for (const more of kept) expect(victimsOf({ held: [atWork('a', more)] })).toBeNull();
  expect(victimsOf({ held: [atWork('a')] })).toHaveLength(1);
});

test('while one is going already, or where going would not help, nobody else has to', () => {
  const agents = [agent('a', { slots: 2 })];
  expect(victimsOf({ held: [atWork('a', { isLeaving: true }), atWork('a')], agents })).toBeNull();
  const elsewhere = [job({ agentId: 'b' }, { queue: 'training' })];
  expect(victimsOf({ ready: elsewhere, held: [atWork('a')] })).toBeNull();
});

test('several go where one is not enough, and no more than that', () => {
  const agents = [gpuAgent('gpu', [24_000], 8)];
  const needs = JobNeeds.parse({ gpuMemoryMb: 8_000, sharesGpu: true });
  const sharing = (strength: number) => atWork('gpu', { gpu: 0, needs, strength });
  const held = [sharing(1), sharing(2), sharing(3), atWork('gpu')];
  const ready = [job({ gpuMemoryMb: 16_000, sharesGpu: true }, { queue: 'training' })];
  expect(victimsOf({ agents, held, ready })).toEqual(held.slice(0, 2));
});
