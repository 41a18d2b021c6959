import type { Partition, PartitionLayout, PartitionPlan } from '#schemas/broker/partition';
import type { GpuPartition, PartitionRow } from '#schemas/http/partition';
import { type FakeHub, problem } from './fake-hub.ts';
import { fakeJobId } from './fake-jobs.ts';

export const GPU_UUID = 'GPU-0';
const PATH = `/api/v1/agents/agent-2/gpus/${GPU_UUID}/partition`;
const PROFILES = [
  { profileId: 19, name: '1g.5gb', total: 7, memoryGib: 4.75, multiprocessors: 14 },
  { profileId: 14, name: '2g.10gb', total: 3, memoryGib: 9.75, multiprocessors: 28 },
  { profileId: 9, name: '3g.20gb', total: 2, memoryGib: 19.62, multiprocessors: 42 },
].map((one, i) => ({ ...one, placement: { starts: [0, 4], size: [1, 2, 4][i] } }));
const BEFORE: PartitionLayout = { mode: 'disabled', instances: [] };

/** Two halves of a card, a job of ours in one. */
export function fakePartition(change: Partial<Partition> = {}): Partition {
  const instance = (gpuInstance: number, start: number) => ({
    ...{ gpuInstance, profileId: 9, name: '3g.20gb', start, size: 4 },
    compute: [{ computeInstance: 0, name: '3g.20gb' }],
  });
  return {
    ...{ gpuUuid: GPU_UUID, mode: 'enabled', pendingMode: 'enabled', profiles: PROFILES },
    instances: [instance(1, 0), instance(2, 4)],
    processes: [{ pid: 4_711, name: 'bun', gpuInstance: 1, jobId: fakeJobId(12) }],
    obstacles: [],
    ...change,
  };
}

/** Of a card in which these many of a profile were wanted. */
function planOf(wanted: PartitionLayout, obstacles: string[]): PartitionPlan {
  const ids = wanted.instances.map(({ profileId }) => profileId);
  const mig = ['nvidia-smi', 'mig', '-i', GPU_UUID];
  return {
    gpuUuid: GPU_UUID,
    before: BEFORE,
    wanted,
    commands: [
      [...mig, '-dci'],
      [...mig, '-dgi'],
      [...mig, '-cgi', ids.map((id, i) => `${id}:${4 * i}`).join(','), '-C'],
    ],
    after: ids.map((profileId, i) => ({
      ...{ profileId, name: '3g.20gb', start: 4 * i, memoryGib: 19.62 },
    })),
    goes: fakePartition().instances,
    wayBack: [
      [...mig, '-dci'],
      [...mig, '-dgi'],
      ['nvidia-smi', '-i', GPU_UUID, '-mig', '0'],
    ],
    obstacles,
    fingerprint: 'f'.repeat(43),
  };
}

export function fakeRun(state: PartitionRow['state'], change: object = {}): PartitionRow {
  const plan = planOf({ mode: 'enabled', instances: [] }, []);
  const atMs = Date.now() - 60_000;
  const step = {
    ...{ way: 'there' as const, startedMs: atMs, endedMs: atMs + 400, exitCode: 0 },
    output: 'Successfully created GPU instance ID  1 on GPU  0 using profile MIG 3g.20gb (ID  9)',
  };
  return {
    ...{ runId: 'pr_01ARZ3NDEKTSV4RRFFQ69G5FAV', agentId: 'agent-2', gpuUuid: GPU_UUID, state },
    ...{ askedMs: atMs, askedBy: 'Ada', endedMs: null, plan },
    run: {
      ...{ runId: 'pr_01ARZ3NDEKTSV4RRFFQ69G5FAV', gpuUuid: GPU_UUID, state, sentence: null },
      ...{ startedMs: atMs, endedMs: null, before: BEFORE, wanted: plan.wanted, byHand: [] },
      steps: plan.commands.map((command) => ({ ...step, command })),
      ...change,
    },
  };
}

/** What the double of the hub says of the parts of a GPU, and what it was asked to do. */
export class FakePartition {
  answer: GpuPartition = {
    ...{ partition: fakePartition(), trouble: null, isAllowed: true, runs: [] },
  };
  obstacles: string[] = [];
  readonly asked: unknown[] = [];

  constructor(hub: FakeHub) {
    const others = hub.resources.get('agents');
    hub.resources.set('agents', async (request, url) => {
      const { pathname } = url;
      if (pathname === PATH) return Response.json(this.answer);
      if (!pathname.startsWith(PATH)) return others?.(request, url) ?? problem('not_found');
      if (request.method === 'GET') return Response.json({ runs: this.answer.runs });
      const body = await request.json();
      this.asked.push(body);
      if (pathname.endsWith('/plans')) return Response.json(planOf(body.wanted, this.obstacles));
      this.answer = { ...this.answer, runs: [fakeRun('asked', { steps: [] })] };
      return Response.json(this.answer.runs[0], { status: 202 });
    });
  }
}
