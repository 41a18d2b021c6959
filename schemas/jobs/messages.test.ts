import { expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import { JOB_KINDS } from '#schemas/jobs/job-kinds';
import { JobOffer, JobReport } from '#schemas/jobs/messages';

const own = { jobId: newId('jb'), attempt: 1, agentId: 'agent-1', atMs: 5 };

test('a report says one thing, and brings what belongs to it', () => {
  const good = [
    { ...own, what: 'started' },
    { ...own, what: 'refused', sentence: 'No room.' },
    { ...own, what: 'news', share: 0.5, progress: { epoch: 3 }, log: [] },
    { ...own, what: 'ended', outcome: 'cancelled' },
    { ...own, what: 'ended', outcome: 'succeeded', result: { loss: 0.1 } },
  ];
  for (const report of good) expect(JobReport.safeParse(report).success).toBe(true);
  const bad = [
    { ...own, what: 'ended' },
    { ...own, what: 'ended', outcome: 'succeeded' },
    { ...own, what: 'ended', outcome: 'failed', failure: { cause: 'bad luck' } },
    { ...own, what: 'started', result: {} },
    { ...own, what: 'started', attempt: 0 },
    { ...own, what: 'news', share: 1.5, progress: null, log: [] },
  ];
  for (const report of bad) expect(JobReport.safeParse(report).success).toBe(false);
});

test('an offer names no kind that could stand for a path', () => {
  const offer = {
    ...{ jobId: own.jobId, attempt: 1, arguments: {}, provider: 'cpu', gpu: null },
    limits: { timeS: 60, memoryMb: 512 },
  };
  expect(JobOffer.safeParse({ ...offer, kind: 'benchmark' }).success).toBe(true);
  for (const kind of ['../x', 'a/b', '', 'A', '.']) {
    expect(JobOffer.safeParse({ ...offer, kind }).success).toBe(false);
  }
});

test('each kind is listed under its own name, and its schemas are closed', () => {
  for (const [name, kind] of Object.entries(JOB_KINDS)) {
    expect(kind.kind).toBe(name as typeof kind.kind);
    for (const schema of [kind.arguments, kind.progress, kind.result]) {
      expect(schema.safeParse({ surprise: 1 }).success).toBe(false);
    }
  }
});
