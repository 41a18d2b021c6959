import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobId, newId } from '#schemas/ids/ids';
import type { JobOffer, JobReport } from '#schemas/jobs/messages';
import { JobLedger } from './job-ledger.ts';
import type { JobEnd } from './job-messages.ts';
import type { EndReason } from './job-process.ts';
import { JobRunner, type LaunchOptions, type RunningJob } from './job-runner.ts';
import { groupOf } from './process-group.ts';

/** The process of a job as the test plays it. */
class FakeProcess implements RunningJob {
  readonly options: LaunchOptions;
  endedBy: EndReason | null = null;
  static fails = false;
  static pid = 999_999;

  constructor(options: LaunchOptions) {
    this.options = options;
  }

  start(): number {
    if (FakeProcess.fails) throw new Error('out of processes');
    return FakeProcess.pid;
  }

  frozen = false;

  turn(): void {
    return;
  }

  setFrozen(isFrozen: boolean): void {
    this.frozen = isFrozen;
  }

  pause(): void {
    this.options.onEnd({ outcome: 'paused' });
  }

  end(reason: EndReason): void {
    this.endedBy = reason;
    this.options.onEnd({ outcome: 'cancelled' });
  }

  gone(): Promise<void> {
    return Promise.resolve();
  }
}

const DONE: JobEnd = { outcome: 'succeeded', result: { rows: 3 } };
let directory: string;
let nowMs: number;
let isConnected: boolean;
let lanesNeedAll: boolean;
let reports: JobReport[];
let processes: FakeProcess[];
let forgotten: JobId[];
let runner: JobRunner;

/** An agent that starts with what an earlier one left on its disk. */
function startAgent(slots = 2): JobRunner {
  const clock = () => nowMs;
  const ledger = new JobLedger({ directory, clock, rememberMs: 10_000, damaged: () => undefined });
  const made = new JobRunner({
    ...{ agentId: 'agent-1', slots, kinds: ['benchmark'], ledger, clock },
    lanesNeedAll: () => lanesNeedAll,
    log: () => undefined,
    forgotten: (jobId) => forgotten.push(jobId),
    launch: (options) => {
      const process = new FakeProcess(options);
      processes.push(process);
      return process;
    },
    publish: (report) => {
      if (isConnected) reports.push(report);
      return isConnected;
    },
  });
  made.start();
  return made;
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tremolo-jobs-'));
  nowMs = 1_000;
  isConnected = true;
  lanesNeedAll = false;
  reports = [];
  processes = [];
  forgotten = [];
  FakeProcess.fails = false;
  FakeProcess.pid = 999_999;
  runner = startAgent();
});

afterEach(async () => {
  await runner.stop();
  rmSync(directory, { recursive: true, force: true });
});

function offerOf(jobId: JobId = newId('jb'), more: Partial<JobOffer> = {}): JobOffer {
  const usual = { attempt: 1, kind: 'benchmark', arguments: {}, provider: 'cpu' as const };
  return { jobId, ...usual, gpu: null, limits: { timeS: 60, memoryMb: 512 }, ...more };
}

const said = () => reports.map((one) => (one.what === 'ended' ? one.outcome : one.what));
const receipt = ({ jobId, attempt }: JobOffer, what: 'started' | 'ended', isTaken = true) =>
  runner.receipt({ jobId, attempt, what, isTaken });

/** Lets so much time go by, a turn at a time. */
function pass(ms: number): void {
  for (const until = nowMs + ms; nowMs < until; ) {
    nowMs += 250;
    runner.turn();
  }
}

describe('an attempt', () => {
  test('owns the processes of its group as long as it runs', () => {
    FakeProcess.pid = groupOf(process.pid) ?? 0;
    const offer = offerOf();
    expect(runner.jobOf(process.pid)).toBeNull();
    runner.offer(offer);
    expect([runner.jobOf(process.pid), runner.jobOf(1)]).toEqual([offer.jobId, null]);
    processes[0].options.onEnd(DONE);
    expect(runner.jobOf(process.pid)).toBeNull();
  });

  test('is begun once, however often it is offered', () => {
    const offer = offerOf();
    runner.offer(offer);
    runner.offer(offer);
    processes[0].options.onEnd(DONE);
    runner.offer(offer);
    receipt(offer, 'ended');
    runner.offer(offer);
    expect(processes.length).toBe(1);
    expect(said()).toEqual(['started', 'started', 'succeeded', 'succeeded', 'succeeded']);
  });

  test('is told of until the hub has it: that it began, and how it ended', () => {
    const offer = offerOf();
    runner.offer(offer);
    pass(4_500);
    expect(said()).toEqual(['started', 'started', 'started']);
    receipt(offer, 'started');
    pass(4_500);
    expect(said().length).toBe(3);
    processes[0].options.onEnd(DONE);
    pass(4_500);
    expect(said().slice(3)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(runner.attempts().length).toBe(1);
    receipt(offer, 'ended');
    pass(4_500);
    expect(said().length).toBe(6);
    expect(runner.attempts()).toEqual([]);
  });

  test('that ended while the broker was away is told when it is back', () => {
    const offer = offerOf();
    runner.offer(offer);
    isConnected = false;
    processes[0].options.say('The last line.');
    processes[0].options.onEnd(DONE);
    pass(1_000);
    expect(said()).toEqual(['started']);
    isConnected = true;
    runner.reconnected();
    expect(said().at(-1)).toBe('succeeded');
  });

  test('that ended is told by the agent that is started again after it was killed', () => {
    const offer = offerOf();
    runner.offer(offer);
    isConnected = false;
    processes[0].options.onEnd(DONE);
    isConnected = true;
    runner = startAgent();
    runner.reconnected();
    expect(reports.at(-1)).toMatchObject({
      what: 'ended',
      outcome: 'succeeded',
      jobId: offer.jobId,
    });
  });

  test('that was at work when the agent was killed is over, and is not begun again', () => {
    const offer = offerOf();
    runner.offer(offer);
    runner = startAgent();
    expect(reports.at(-1)).toMatchObject({
      outcome: 'failed',
      failure: { cause: 'agent_restarted' },
    });
    runner.offer(offer);
    expect(processes.length).toBe(1);
  });

  test('of which the process does not start has failed, and its slot is free', () => {
    FakeProcess.fails = true;
    runner.offer(offerOf());
    expect(reports.at(-1)).toMatchObject({ outcome: 'failed', failure: { cause: 'crashed' } });
    FakeProcess.fails = false;
    runner.offer(offerOf());
    runner.offer(offerOf());
    expect(said().filter((what) => what === 'refused')).toEqual([]);
  });
});

test('what the hub cancels is ended; what is cancelled after it ended is told again', () => {
  const offer = offerOf();
  runner.offer(offer);
  runner.cancel({ ...offer, isPause: false });
  expect(processes[0].endedBy).toBe('cancelled');
  expect(said().at(-1)).toBe('cancelled');
  const before = reports.length;
  runner.cancel({ ...offer, isPause: false });
  expect(said().slice(before)).toEqual(['cancelled']);
});

test('what is to stand still says so when it does, and what it keeps outlives the memory of other attempts', () => {
  const offer = offerOf();
  runner.offer(offer);
  runner.cancel({ ...offer, isPause: true });
  expect(processes[0].endedBy).toBeNull();
  expect(said().at(-1)).toBe('paused');
  receipt(offer, 'ended');
  const other = offerOf();
  runner.offer(other);
  runner.cancel({ ...other, isPause: false });
  receipt(other, 'ended');
  pass(10_500);
  expect(forgotten).toEqual([other.jobId]);
});

test('the last words of a job that ended while the broker was away are told when it is back', () => {
  runner.offer(offerOf());
  isConnected = false;
  processes[0].options.say('It hurts here.');
  processes[0].options.onEnd(DONE);
  pass(1_000);
  isConnected = true;
  runner.reconnected();
  const words = reports.flatMap((one) => (one.what === 'news' ? one.log : []));
  expect(words.map(({ text }) => text)).toEqual(['It hurts here.']);
});

test('jobs stand still while the lanes need the machine, and go on afterwards', () => {
  runner.offer(offerOf());
  runner.offer(offerOf());
  const areFrozen = () => processes.map(({ frozen }) => frozen);
  pass(1_000);
  expect(areFrozen()).toEqual([false, false]);
  lanesNeedAll = true;
  pass(1_000);
  expect(areFrozen()).toEqual([true, true]);
  runner.offer(offerOf());
  expect(reports.at(-1)).toMatchObject({
    what: 'refused',
    sentence: expect.stringMatching(/^Live/),
  });
  lanesNeedAll = false;
  pass(1_000);
  expect(areFrozen()).toEqual([false, false]);
  expect(processes).toHaveLength(2);
});

test('a later attempt of the same job ends the earlier one, which its agent lost by being cut off', () => {
  const offer = offerOf();
  runner.offer(offer);
  runner.offer({ ...offer, attempt: 2 });
  expect(processes.map(({ endedBy }) => endedBy)).toEqual(['cancelled', null]);
});

test('an attempt of a job that another has by now comes to nothing, and the agent knows', () => {
  const offer = offerOf();
  runner.offer(offer);
  processes[0].options.onEnd(DONE);
  receipt(offer, 'ended', false);
  const [file] = readdirSync(directory);
  expect(JSON.parse(readFileSync(join(directory, file), 'utf8')).state).toBe('void');
});

test('without a slot, a kind or the time a job is refused in a sentence, and nothing begins', async () => {
  const sentenceOf = (offer: JobOffer) => {
    runner.offer(offer);
    const last = reports.at(-1);
    return last?.what === 'refused' ? last.sentence : null;
  };
  expect(sentenceOf(offerOf(undefined, { kind: 'train' }))).toBe(
    'agent-1 does no jobs of the kind train.',
  );
  runner.offer(offerOf());
  runner.offer(offerOf());
  expect(sentenceOf(offerOf())).toBe('agent-1 has no room for another job.');
  await runner.stop();
  expect(processes.map(({ endedBy }) => endedBy)).toEqual(['agent_restarted', 'agent_restarted']);
  expect(sentenceOf(offerOf())).toBe('agent-1 is stopping.');
  expect(processes.length).toBe(2);
});

test('what was receipted is forgotten after its time, and a damaged file hurts no other', () => {
  const [old, fresh] = [offerOf(), offerOf()];
  for (const [i, offer] of [old, fresh].entries()) {
    runner.offer(offer);
    processes[i].options.onEnd(DONE);
    receipt(offer, 'ended');
    if (i === 0) nowMs += 8_000;
  }
  pass(3_000);
  expect(readdirSync(directory)).toEqual([`${fresh.jobId}.1.json`]);
  expect(forgotten).toEqual([old.jobId]);
  writeFileSync(join(directory, 'broken.json'), '{"state":');
  writeFileSync(join(directory, 'half.json.new'), '{');
  runner = startAgent();
  runner.offer(fresh);
  expect(processes.length).toBe(2);
});
