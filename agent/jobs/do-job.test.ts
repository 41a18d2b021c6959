import { expect, test } from 'bun:test';
import { refused } from '#schemas/errors/refused';
import { newId } from '#schemas/ids/ids';
import { JobFailure } from '#schemas/jobs/job';
import type { JobOffer } from '#schemas/jobs/messages';
import { doJob } from './do-job.ts';
import { AskedFiles } from './job-files.ts';
import type { FromJob } from './job-messages.ts';
import type { JobTools } from './job-tools.ts';

const QUICK: JobTools = {
  openModel: async () => ({
    rows: 2,
    rowLength: 3,
    run: async (input) => input,
    close: async () => undefined,
  }),
  openTraining: async () => ({ rows: 4, step: async () => 0.5, close: async () => undefined }),
  scoreModel: () => Promise.reject(new Error('nobody scores here')),
  train: () => Promise.reject(new Error('nobody trains here')),
  fetchCaptures: () => Promise.reject(new Error('nobody fetches captures here')),
};

async function messagesOf(offer: Partial<JobOffer>, tools = QUICK): Promise<FromJob[]> {
  const messages: FromJob[] = [];
  const usual = { kind: 'benchmark', arguments: { secondsEach: 0.05 }, provider: 'cpu' as const };
  const whole = { jobId: newId('jb'), attempt: 1, gpu: null, limits: { timeS: 9, memoryMb: 99 } };
  const send = (message: FromJob) => void messages.push(message);
  const pausing = new AbortController().signal;
  const files = new AskedFiles(() => undefined);
  const folders = { folder: 'none', modelsFolder: 'none', recordingsFolder: null };
  await doJob({ offer: { ...whole, ...usual, ...offer }, folders, files, tools, pausing, send });
  return messages;
}

test('a job tells how far it is, says what it found, and is done with its result', async () => {
  const messages = await messagesOf({});
  expect(messages.filter((one) => one.kind === 'told').map(({ progress }) => progress)).toEqual([
    { measuring: 'features' },
    { measuring: 'inference' },
    { measuring: 'training' },
  ]);
  const last = messages.at(-1);
  expect(last).toMatchObject({ kind: 'done', result: { provider: 'cpu' } });
});

test('arguments that are none of its kind, and kinds that there are not, are not worth another try', async () => {
  for (const offer of [{ arguments: { secondsEach: 'long' } }, { kind: 'no-such-kind' }]) {
    expect((await messagesOf(offer)).at(-1)).toMatchObject({
      kind: 'failed',
      failure: { cause: 'invalid' },
    });
  }
});

test('what is known of a failure goes along as a reason, for who reads other words', async () => {
  const failed = async (error: Error) => {
    const openModel = () => Promise.reject(error);
    return (await messagesOf({}, { ...QUICK, openModel })).at(-1);
  };
  expect(await failed(refused('recording_large', { name: 'a.wav' }))).toMatchObject({
    failure: {
      sentence: 'a.wav is larger than 256 MB.',
      reason: { name: 'recording_large', about: { name: 'a.wav' } },
    },
  });
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  expect(await failed(full)).toMatchObject({
    failure: { sentence: 'The disk of the agent is full.', reason: { name: 'job_disk_full' } },
  });
  // What cannot be sent stays away, and the rest is told all the same.
  const long = await failed(refused('recording_large', { name: 'a'.repeat(9_000) }));
  const failure = long?.kind === 'failed' ? JobFailure.parse(long.failure) : null;
  expect(failure?.cause).toBe('invalid');
  expect(failure?.reason).toBeUndefined();
});

test('what goes wrong is told with its causes, and where it happened', async () => {
  const openModel = () => Promise.reject(new Error('no model', { cause: new Error('no disk') }));
  const last = (await messagesOf({}, { ...QUICK, openModel })).at(-1);
  expect(last).toMatchObject({
    kind: 'failed',
    failure: { cause: 'failed', sentence: 'no model (because: no disk)' },
  });
  const traceback = last?.kind === 'failed' ? last.failure.traceback : null;
  expect(traceback).toContain('do-job.test.ts');
  expect(traceback).toContain('caused by Error: no disk');
});
