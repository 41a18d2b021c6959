import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { UserId } from '#schemas/ids/ids';
import { newId } from '#schemas/ids/ids';
import { QUEUE_NAMES, QUEUES, type QueueName } from '#schemas/jobs/queues';
import type { KeptJob } from './kept-job.ts';
import { agent, job, NOW } from './made-jobs.ts';
import { nextPlacement, strengthOf } from './placement.ts';
import { type JobAtWork, nextPreemption } from './preemption.ts';

const MINUTE_MS = 60_000;
const AGEING_MS = 5 * MINUTE_MS;
const SHARE_COST = 2;
const PEOPLE = [newId('us'), newId('us'), newId('us')];

interface Arrival {
  readonly queue: QueueName;
  readonly ownerId: UserId;
  readonly afterMs: number;
  readonly runMs: number;
}

const arrivals = fc.array(
  fc.record({
    queue: fc.constantFrom(...QUEUE_NAMES),
    ownerId: fc.constantFrom(...PEOPLE),
    // More than the agents can do: urgent ones keep coming all the time.
    afterMs: fc.integer({ min: 0, max: 4 * MINUTE_MS }),
    runMs: fc.integer({ min: MINUTE_MS, max: 20 * MINUTE_MS }),
  }),
  { minLength: 40, maxLength: 90 },
);

interface Begun {
  readonly job: KeptJob;
  readonly atMs: number;
}

/** Two slots and whatever comes: who began when, and how much of each was done. Preempted jobs go on from where they stood. */
function play(coming: readonly Arrival[]): { begun: Begun[]; left: KeptJob[] } {
  const agents = [agent('a'), agent('b')];
  const left = new Map<KeptJob, number>();
  const held = new Map<KeptJob, JobAtWork>();
  const begun: Begun[] = [];
  const waiting = new Set<KeptJob>();
  let nowMs = NOW;
  const common = { agents, speedOf: () => 0, groupOf: ({ ownerId }: KeptJob) => ownerId };
  const view = () => ({ ...common, held: [...held.values()], ready: waiting, nowMs });
  const giveOut = () => {
    for (;;) {
      const placed = nextPlacement(view());
      if (placed !== null) {
        waiting.delete(placed.job);
        begun.push({ job: placed.job, atMs: nowMs });
        held.set(placed.job, atWork(placed.job, placed.agentId, nowMs));
        continue;
      }
      const found = nextPreemption({ ...view(), atLeastMs: 30_000 });
      if (found === null) return;
      for (const [one, { jobId }] of held) {
        if (!found.victims.some((victim) => victim.jobId === jobId)) continue;
        held.delete(one);
        waiting.add(one);
      }
    }
  };
  const queue = [...coming];
  let nextMs = nowMs + (queue[0]?.afterMs ?? 0);
  while (queue.length > 0 || waiting.size > 0 || held.size > 0) {
    while (queue.length > 0 && nextMs <= nowMs) {
      const { queue: name, ownerId, runMs } = queue.shift() as Arrival;
      const made = { ...job({}, { queue: name, ownerId }), queuedMs: nowMs };
      left.set(made, runMs);
      waiting.add(made);
      nextMs = nowMs + (queue[0]?.afterMs ?? 0);
    }
    giveOut();
    const stepMs = MINUTE_MS / 2;
    nowMs += stepMs;
    for (const one of [...held.keys()]) {
      const rest = (left.get(one) ?? 0) - stepMs;
      left.set(one, rest);
      if (rest <= 0) held.delete(one);
    }
  }
  return { begun, left: [...left].filter(([, ms]) => ms > 0).map(([one]) => one) };
}

function atWork(one: KeptJob, agentId: string, nowMs: number): JobAtWork {
  const { jobId, queue, needs, ownerId: group } = one;
  const strength = strengthOf(one, nowMs);
  const own = { jobId, queue, needs, group, agentId, gpu: null, gpuInstance: null };
  return { ...own, strength, preemptible: true, sinceMs: nowMs, isLeaving: false };
}

test('nothing starves: whatever keeps coming, what came long enough after a job never begins before it', () => {
  const slots = 2;
  const top = Math.max(...QUEUE_NAMES.map((name) => QUEUES[name].priority));
  fc.assert(
    fc.property(arrivals, (coming) => {
      const { begun, left } = play(coming);
      expect(left).toEqual([]);
      const first = new Map<KeptJob, number>();
      for (const [i, { job: one }] of begun.entries()) if (!first.has(one)) first.set(one, i);
      for (const [one, at] of first) {
        // So long another can be ahead of it: by its queue, and by the share that others of its group take.
        const ahead = top - QUEUES[one.queue].priority + SHARE_COST * slots;
        const beganMs = begun[at].atMs;
        const overtaking = [...first].filter(
          ([other, i]) => i < at && other.queuedMs > one.queuedMs + ahead * AGEING_MS,
        );
        expect(overtaking.map(([other]) => [other.queue, other.queuedMs, beganMs])).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);

test('a job that made room again and again is left alone once it has waited long enough, and is done', () => {
  const low: Arrival = { queue: 'default', ownerId: PEOPLE[0], afterMs: 0, runMs: 10 * MINUTE_MS };
  const urgent = (i: number): Arrival => ({
    ...{ queue: 'training', ownerId: PEOPLE[1 + (i % 2)] },
    ...{ afterMs: 2 * MINUTE_MS, runMs: 5 * MINUTE_MS },
  });
  const { begun } = play([low, low, ...Array.from({ length: 80 }, (_, i) => urgent(i))]);
  const lows = begun.filter(({ job: one }) => one.queue === 'default');
  const lastUrgentMs = begun.findLast(({ job: one }) => one.queue === 'training')?.atMs ?? 0;
  expect(lows.length).toBeGreaterThan(2);
  // All that may go before it came within 65 minutes, and takes two agents 80 minutes.
  expect(lows.at(-1)?.atMs ?? 0).toBeLessThan(NOW + 80 * MINUTE_MS);
  expect(lastUrgentMs).toBeGreaterThan(NOW + 100 * MINUTE_MS);
});
