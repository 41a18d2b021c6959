import { expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { newId } from '#schemas/ids/ids';
import type { JobOffer } from '#schemas/jobs/messages';
import { AskedFiles } from './job-files.ts';
import type { JobEnd } from './job-messages.ts';
import { JobProcess } from './job-process.ts';
import { JOB_MARK } from './process-group.ts';

const isProc = existsSync('/proc/self/environ');

/** A job that is a shell script: whatever it says comes out. */
function begin(
  script: string,
  limits = { timeS: 60, memoryMb: 4_096 },
  kind = 'benchmark',
  place: Pick<JobOffer, 'gpu' | 'gpuInstance'> = { gpu: null },
) {
  const jobId = newId('jb');
  const said: string[] = [];
  const ended = Promise.withResolvers<JobEnd>();
  const heard = Promise.withResolvers<void>();
  const offer = { jobId, attempt: 1, kind, arguments: {}, provider: 'cpu' as const, ...place };
  const time = { ms: 0 };
  const process = new JobProcess({
    clock: () => time.ms,
    offer: { ...offer, limits },
    folders: { folder: 'none', modelsFolder: 'none', recordingsFolder: null },
    command: ['/bin/sh', '-c', script],
    niceness: 19,
    filesFor: () => new AskedFiles(() => undefined),
    say: (text) => {
      said.push(text);
      heard.resolve();
    },
    tell: () => undefined,
    onEnd: ended.resolve,
    log: () => undefined,
  });
  const pid = process.start();
  return {
    process,
    time,
    pid,
    said,
    ended: ended.promise,
    heard: heard.promise,
    mark: `${jobId}.1`,
  };
}

/** Processes of the job that are still there, whatever group they are in. */
function left(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const marked = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${JOB_MARK}=${mark}`);
      // One that ended and was not yet waited for has no surroundings.
      return /^\d+$/.test(pid) && marked;
    } catch {
      return false;
    }
  });
}

test.if(isProc)(
  'a job that is cancelled is gone within two seconds, with children, and with those that turned their back on it',
  async () => {
    const script = `sleep 100 & setsid sleep 100 & (setsid sh -c 'sleep 100 & exit') ; echo begun; wait`;
    const { process, ended, heard, mark } = begin(script);
    await heard;
    expect(left(mark).length).toBeGreaterThanOrEqual(4);
    const sinceMs = performance.now();
    process.end('cancelled');
    expect(await ended).toEqual({ outcome: 'cancelled' });
    expect(performance.now() - sinceMs).toBeLessThan(2_000);
    expect(left(mark)).toEqual([]);
  },
);

test('what a job of a kind without checkpoints is to do when it is paused, it does at once', async () => {
  const { process, ended, heard } = begin('echo begun; sleep 100');
  await heard;
  process.pause();
  expect(await ended).toEqual({ outcome: 'paused' });
});

test.if(isProc)(
  'a job that stands still does not run, and its time stands still with it',
  async () => {
    const limits = { timeS: 10, memoryMb: 4_096 };
    const script = 'echo begun; while :; do :; done';
    const { process, time, pid, said, ended, heard } = begin(script, limits);
    await heard;
    process.setFrozen(true);
    process.setFrozen(true);
    const stateOf = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1][0];
    while (stateOf() !== 'T') await new Promise(setImmediate);
    const later = (ms: number) => {
      time.ms += ms;
      process.turn();
    };
    later(60_000);
    process.setFrozen(false);
    while (stateOf() === 'T') await new Promise(setImmediate);
    later(9_999);
    later(1);
    expect(await ended).toMatchObject({ failure: { cause: 'time_limit' } });
    expect(said.filter((line) => line.startsWith('Stands still'))).toHaveLength(1);
    expect(said.at(-1)).toStartWith('Goes on');
  },
);

test('one that stands still can be cancelled', async () => {
  const { process, ended, heard } = begin('echo begun; sleep 100');
  await heard;
  process.setFrozen(true);
  process.end('cancelled');
  expect(await ended).toEqual({ outcome: 'cancelled' });
});

test.if(isProc)('a job that takes more memory than it may is ended', async () => {
  const { process, ended, heard } = begin('echo begun; sleep 100', { timeS: 60, memoryMb: 0 });
  await heard;
  process.turn();
  expect(await ended).toMatchObject({ failure: { cause: 'memory_limit' } });
});

test.if(isProc)('of all processes the system ends jobs first when memory runs out', async () => {
  const { process, pid, ended, heard } = begin('echo begun; sleep 100');
  await heard;
  expect(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim()).toBe('800');
  process.end('cancelled');
  await ended;
});

test('a job sees the GPU that it was given, or that instance of it, and no other', async () => {
  const limits = { timeS: 60, memoryMb: 4_096 };
  const sees = async (place: Pick<JobOffer, 'gpu' | 'gpuInstance'>) => {
    const job = begin('echo "sees $CUDA_VISIBLE_DEVICES."', limits, 'benchmark', place);
    await job.ended;
    return job.said;
  };
  expect(await sees({ gpu: null })).toEqual(['sees .']);
  expect(await sees({ gpu: 1 })).toEqual(['sees 1.']);
  expect(await sees({ gpu: 1, gpuInstance: 'MIG-a686709d-6dc2' })).toEqual([
    'sees MIG-a686709d-6dc2.',
  ]);
});
