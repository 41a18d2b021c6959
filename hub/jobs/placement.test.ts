import { describe, expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import { JobNeeds } from '#schemas/jobs/job';
import type { JobAgent } from './job-agent.ts';
import type { KeptJob } from './kept-job.ts';
import { ADA, agent, BEN, gpuAgent, job, NOW } from './made-jobs.ts';
import type { HeldJob } from './place-for.ts';
import { nextPlacement, type PlacementView } from './placement.ts';
import { whyWaits } from './why-waits.ts';

const holding = (agentId: string, needs: Partial<JobNeeds> = {}, gpu: number | null = null) =>
  ({ agentId, gpu, gpuInstance: null, needs: JobNeeds.parse(needs), group: ADA }) satisfies HeldJob;

const next = (view: Partial<PlacementView>) =>
  nextPlacement({
    ready: [],
    held: [],
    agents: [agent('a')],
    nowMs: NOW,
    groupOf: ({ ownerId }) => ownerId,
    speedOf: () => 0,
    ...view,
  });

describe('who is next', () => {
  test('what waits in the more urgent queue, and within a queue what waited longest', () => {
    const [low, older, newer] = [
      job({}, { queue: 'default' }),
      job({}, { queue: 'training', waitedMs: 2_000 }),
      job({}, { queue: 'training', waitedMs: 1_000 }),
    ];
    expect(next({ ready: [low, newer, older] })?.job).toBe(older);
  });

  test('what waited long enough, before anything more urgent that just came', () => {
    const old = job({}, { queue: 'default', waitedMs: 46 * 60_000 });
    expect(next({ ready: [job({}, { queue: 'training' }), old] })?.job).toBe(old);
  });

  test('somebody who has nothing at work, before somebody who has much', () => {
    const [ada, ben] = [job({}, { ownerId: ADA, waitedMs: 5_000 }), job({}, { ownerId: BEN })];
    const held = [holding('b'), holding('b')];
    expect(next({ ready: [ada, ben], held })?.job).toBe(ben);
    expect(next({ ready: [ada, ben] })?.job).toBe(ada);
  });

  test('a small job, where a more urgent one fits nowhere', () => {
    const [large, small] = [job({ gpuMemoryMb: 40_000 }, { queue: 'training' }), job()];
    expect(next({ ready: [large, small] })?.job).toBe(small);
  });
});

describe('where', () => {
  test('only where kind, label, provider and memory are', () => {
    const agents = [
      agent('other-kind', { kinds: ['train'] }),
      agent('plain'),
      agent('labelled', { labels: ['hall-2'] }),
      gpuAgent('gpu', [8_000, 24_000]),
    ];
    const where = (needs: Partial<JobNeeds>) => {
      const placed = next({ ready: [job(needs)], agents });
      return placed && [placed.agentId, placed.gpu];
    };
    expect(where({ labels: ['hall-2'] })).toEqual(['labelled', null]);
    expect(where({ provider: 'cuda' })).toEqual(['gpu', 0]);
    expect(where({ gpuMemoryMb: 10_000 })).toEqual(['gpu', 1]);
    expect(where({ gpuMemoryMb: 40_000 })).toBeNull();
    expect(where({ agentId: 'plain' })).toEqual(['plain', null]);
    expect(where({ agentId: 'gone' })).toBeNull();
  });

  test('in an instance of its own where a card is in parts, the first that is large enough and free', () => {
    const instance = (name: string, memoryTotalMb: number) => ({
      ...{ index: 0, instance: name, memoryTotalMb },
      memoryUsedMb: 0,
    });
    const gpus = [instance('MIG-1', 10_000), instance('MIG-2', 20_000), instance('MIG-3', 20_000)];
    const agents = [agent('a', { provider: 'cuda', slots: 4, gpus })];
    const where = (gpuMemoryMb: number, held: HeldJob[] = []) =>
      next({ ready: [job({ gpuMemoryMb })], agents, held })?.gpuInstance;
    const inSecond = { ...holding('a', { gpuMemoryMb: 1_000 }, 0), gpuInstance: 'MIG-2' };
    expect(where(8_000)).toBe('MIG-1');
    expect(where(16_000)).toBe('MIG-2');
    expect(where(16_000, [inSecond])).toBe('MIG-3');
    expect(where(30_000)).toBeUndefined();
  });

  test('on a GPU of its own, unless all on it share and fit together', () => {
    const agents = [gpuAgent('gpu', [24_000])];
    const shared = { gpuMemoryMb: 10_000, sharesGpu: true };
    const isPlaced = (needs: Partial<JobNeeds>, held: HeldJob[]) =>
      next({ ready: [job(needs)], agents, held }) !== null;
    expect(isPlaced({ gpuMemoryMb: 1_000 }, [holding('gpu', { gpuMemoryMb: 1_000 }, 0)])).toBe(
      false,
    );
    expect(isPlaced(shared, [holding('gpu', { gpuMemoryMb: 1_000 }, 0)])).toBe(false);
    expect(isPlaced(shared, [holding('gpu', shared, 0)])).toBe(true);
    expect(isPlaced(shared, [holding('gpu', shared, 0), holding('gpu', shared, 0)])).toBe(false);
  });

  test('never beyond the slots; on the emptiest agent, and of equals on the fastest', () => {
    const agents = [agent('slow', { slots: 2 }), agent('fast', { slots: 2 })];
    const speedOf = (agentId: string) => (agentId === 'fast' ? 10 : 1);
    const where = (held: HeldJob[]) => next({ ready: [job()], agents, held, speedOf })?.agentId;
    expect(where([])).toBe('fast');
    expect(where([holding('fast')])).toBe('slow');
    const full = [holding('fast'), holding('fast'), holding('slow'), holding('slow')];
    expect(where(full)).toBeUndefined();
  });

  test('where its checkpoint lies, if there is room; elsewhere if there is none', () => {
    const agents = [agent('away', { slots: 2 }), agent('home', { slots: 2 })];
    const ready = [job({}, { kind: 'train', lastAgentId: 'home' })];
    expect(next({ ready, agents, held: [holding('home')] })?.agentId).toBe('home');
    expect(next({ ready, agents, held: [holding('home'), holding('home')] })?.agentId).toBe('away');
  });

  test('never on an agent whose lanes need all that it has', () => {
    const agents = [agent('behind', { isBehind: true }), agent('well')];
    expect(next({ ready: [job()], agents })?.agentId).toBe('well');
    expect(next({ ready: [job()], agents: agents.slice(0, 1) })).toBeNull();
  });

  test('beside what lanes and others have of the memory of a GPU', () => {
    const [plain] = [gpuAgent('gpu', [24_000])];
    const used = { ...plain, gpus: plain.gpus.map((gpu) => ({ ...gpu, memoryUsedMb: 20_000 })) };
    expect(next({ ready: [job({ gpuMemoryMb: 4_000 })], agents: [used] })?.gpu).toBe(0);
    expect(next({ ready: [job({ gpuMemoryMb: 4_001 })], agents: [used] })).toBeNull();
  });

  test('a GPU that small jobs share is kept free for one that has waited long for all of it', () => {
    const agents = [gpuAgent('gpu', [24_000])];
    const small = { gpuMemoryMb: 1_000, sharesGpu: true };
    const held = [holding('gpu', small, 0)];
    const ready = (waitedMs: number) => [job({ gpuMemoryMb: 20_000 }, { waitedMs }), job(small)];
    expect(next({ ready: ready(60_000), agents, held })?.gpu).toBe(0);
    expect(next({ ready: ready(300_000), agents, held })).toBeNull();
    // One that needs no GPU takes nothing from it.
    expect(next({ ready: [...ready(300_000), job()], agents, held })?.gpu).toBeNull();
  });
});

test('a job that waits says why, in a sentence', () => {
  const why = (kept: KeptJob, agents: readonly JobAgent[], more = {}) =>
    whyWaits(kept, {
      ...{ nowMs: NOW, agents, isQueuePaused: false, awaited: [], forecastMs: null },
      ...more,
    })
      ?.map(({ sentence }) => sentence)
      .join(' ');
  const two = [gpuAgent('a', [24_000]), gpuAgent('b', [16_000])];
  expect(why(job({ gpuMemoryMb: 40_000 }), two)).toBe(
    'Needs 40000 MB of GPU memory; the largest GPU of 2 agents has 24000 MB.',
  );
  expect(why(job({ labels: ['x'] }), two)).toBe('Needs the label x; none of 2 agents has.');
  expect(why(job({ provider: 'cuda' }), [agent('a')])).toBe(
    'Needs CUDA; it works on none of 1 agent.',
  );
  expect(why(job({ gpuMemoryMb: 1 }), [agent('a')])).toBe('Needs a GPU; none of 1 agent has one.');
  expect(why(job({ agentId: 'c' }), two)).toBe('Needs the agent c, which is not there.');
  expect(why(job(), [])).toBe('No agent that does jobs is connected.');
  expect(why(job(), two)).toBe('2 agents could do it; none is free now.');
  const forecastMs = NOW + 95 * 60_000;
  expect(why(job({ gpuMemoryMb: 20_480 }), two, { forecastMs })).toBe(
    'Needs 20 GB of GPU memory; none free on 1 agent, forecast 04:21 UTC.',
  );
  expect(why(job({ provider: 'cuda' }), two, { forecastMs: NOW + 86_400_000 })).toBe(
    'Needs a GPU; none free on 2 agents, forecast 1970-01-02 02:46 UTC.',
  );
  expect(why(job(), [agent('a', { isBehind: true })])).toBe('Live diagnosis needs all of 1 agent.');
  expect(why(job(), two, { isQueuePaused: true })).toBe('The queue default is stopped.');
  expect(why(job(), two, { awaited: [newId('jb')] })).toBe('Waits for 1 other job.');
  expect(why({ ...job(), state: 'paused' }, two)).toBe('Somebody holds it back.');
  expect(why({ ...job(), notBeforeMs: 4_102_444_800_000 }, two)).toBe(
    'Is to start at 2100-01-01 00:00:00 UTC.',
  );
});
