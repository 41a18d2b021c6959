/** Jobs and agents as the tests of this room need them. */
import { newId, type UserId } from '#schemas/ids/ids';
import { JobNeeds } from '#schemas/jobs/job';
import type { QueueName } from '#schemas/jobs/queues';
import type { JobAgent } from './job-agent.ts';
import type { KeptJob } from './kept-job.ts';
import { newStanding } from './transition.ts';

export const NOW = 10_000_000;
export const ADA = newId('us');
export const BEN = newId('us');

/** A job that waits; `waitedMs` before `NOW`. */
export function job(
  needs: Partial<JobNeeds> = {},
  more: {
    queue?: QueueName;
    ownerId?: UserId;
    waitedMs?: number;
    kind?: KeptJob['kind'];
    lastAgentId?: string;
  } = {},
): KeptJob {
  return {
    ...newStanding(NOW - (more.waitedMs ?? 0), null, { retryAfterMs: [1] }),
    ...{ preemptible: false, submitKey: null, requestHash: null, createdMs: NOW },
    ...{ jobId: newId('jb'), kind: more.kind ?? 'benchmark', queue: more.queue ?? 'default' },
    ownerId: more.ownerId ?? ADA,
    arguments: {},
    needs: JobNeeds.parse(needs),
    limits: { timeS: 60, memoryMb: 512 },
    dependsOn: [],
    lastAgentId: more.lastAgentId ?? null,
  };
}

/** An agent with one slot and no GPU. */
export function agent(agentId: string, more: Partial<JobAgent> = {}): JobAgent {
  const usual = { kinds: ['benchmark', 'train'], slots: 1, labels: [], provider: 'cpu', gpus: [] };
  return { agentId, ...usual, isBehind: false, ...more };
}

/** One with GPUs of these sizes, MB, that are empty. */
export function gpuAgent(agentId: string, sizes: readonly number[], slots = 4): JobAgent {
  const gpus = sizes.map((memoryTotalMb, index) => ({
    ...{ index, instance: null, memoryTotalMb },
    memoryUsedMb: null,
  }));
  return agent(agentId, { provider: 'cuda', slots, gpus });
}
