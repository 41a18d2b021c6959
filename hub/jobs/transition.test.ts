import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { isFinal } from '#schemas/jobs/job';
import { commands, expected, modelOf, newModel, RULES } from './job-specification.ts';
import type { JobStanding } from './kept-job.ts';
import { newStanding, transition } from './transition.ts';

/** Holds of every job at every moment. */
function expectWhole(job: JobStanding): void {
  const isHeld = job.state === 'leased' || job.state === 'running';
  if (isHeld) expect(job.agentId).not.toBeNull();
  if (job.state === 'queued' || job.state === 'paused') expect(job.agentId).toBeNull();
  if (!isHeld) {
    expect([job.cancelAskedMs, job.pauseAskedMs, job.yieldsTo]).toEqual([null, null, null]);
  }
  expect(job.endedMs !== null).toBe(isFinal(job.state));
  expect(job.result !== null).toBe(job.state === 'succeeded');
  if (job.state === 'failed') expect(job.failure).not.toBeNull();
  if (job.state === 'running') expect(job.startedMs).not.toBeNull();
  expect(job.retriesLeft).toBeGreaterThanOrEqual(0);
  expect(job.retriesLeft).toBeLessThanOrEqual(3);
}

test('whatever happens in whatever order, a job does what its specification says and nothing else', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(commands, fc.constantFrom(0, 100, 60_000, 300_000)), { maxLength: 60 }),
      (happenings) => {
        let nowMs = 1_000;
        let job = newStanding(nowMs, null, RULES);
        let model = newModel(nowMs);
        for (const [command, laterMs] of happenings) {
          nowMs += laterMs;
          const wanted = expected(model, command, nowMs);
          const next = transition(job, command, nowMs, RULES);
          expect(next === null).toBe(wanted === null);
          if (next === null || wanted === null) continue;
          expect(next.attempt).toBeGreaterThanOrEqual(job.attempt);
          job = next;
          model = wanted;
          expect(modelOf(job)).toEqual(model);
          expectWhole(job);
          reached.add(job.state);
        }
      },
    ),
    { numRuns: 2_000 },
  );
  // Else the sequences would have proven little.
  expect(reached.size).toBe(8);
});

test('a job that fails again and again waits 60, 120 and 240 s, and then stays failed', () => {
  let nowMs = 0;
  let job = newStanding(nowMs, null, RULES);
  const waits: number[] = [];
  const failure = { cause: 'crashed' as const, sentence: 'It died.', traceback: null };
  while (job.state === 'queued') {
    nowMs = job.notBeforeMs;
    for (const command of [
      { kind: 'lease', agentId: 'a', gpu: null, gpuInstance: null },
      { kind: 'start' },
      { kind: 'fail', failure },
    ] as const) {
      job = transition(job, command, nowMs, RULES) ?? job;
    }
    if (job.state === 'queued') waits.push(job.notBeforeMs - nowMs);
  }
  expect(waits).toEqual([60_000, 120_000, 240_000]);
  expect(job).toMatchObject({ state: 'failed', attempt: 4, failure });
});

test('a job that is to start later is leased to nobody before', () => {
  const job = newStanding(0, 5_000, RULES);
  const lease = { kind: 'lease', agentId: 'a', gpu: null, gpuInstance: null } as const;
  expect(transition(job, lease, 4_999, RULES)).toBeNull();
  expect(transition(job, lease, 5_000, RULES)?.state).toBe('leased');
});
