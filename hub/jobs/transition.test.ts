import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { newId } from '#schemas/ids/ids';
import { FAILURE_CAUSES, type FailureCause, isFinal, type JobState } from '#schemas/jobs/job';
import type { JobStanding } from './kept-job.ts';
import { type JobCommand, newStanding, transition } from './transition.ts';

const RULES = { retryAfterMs: [60_000, 120_000, 240_000] };

/** The specification: where each command leads from each state. `-`: it cannot happen; `=`: it stays, a wish is noted. */
const COLUMNS =
  'lease refuse start succeed fail cancel cancelled pause yield paused resume skip retry';
const SPECIFICATION = `
queued    leased - - - - cancelled - paused - - - skipped -
paused    - - - - - cancelled - - - - queued skipped -
leased    - back running succeeded try = cancelled = = back - - -
running   - - - succeeded try = cancelled = = back - - -
succeeded - - - - - - - - - - - - -
failed    - - - - - - - - - - - - queued
cancelled - - - - - - - - - - - - queued
skipped   - - - - - - - - - - - - queued`;

const SPECIFIED = new Map(
  SPECIFICATION.trim()
    .split('\n')
    .map((line) => {
      const [state, ...cells] = line.split(/\s+/);
      return [state, new Map(COLUMNS.split(' ').map((name, i) => [name, cells[i]]))];
    }),
);

/** What the specification keeps of a job: enough to say what has to happen next. */
interface Model {
  state: JobState;
  attempts: number;
  retries: number;
  wantsEnd: boolean;
  /** Asked to stand still: by a person, or for a more urgent job. */
  wantsPause: 'no' | 'held' | 'yields';
  dueMs: number;
}

function expected(model: Model, command: JobCommand, nowMs: number): Model | null {
  const cell = SPECIFIED.get(model.state)?.get(command.kind);
  if (cell === undefined || cell === '-') return null;
  if (command.kind === 'lease' && nowMs < model.dueMs) return null;
  if (command.kind === 'cancelled' && !model.wantsEnd) return null;
  if (command.kind === 'paused' && model.wantsPause === 'no') return null;
  if (cell === '=') return wished(model, command.kind);
  const ended = { ...model, wantsEnd: false, wantsPause: 'no' as const };
  const comesBack = cell === 'back' || cell === 'try';
  if (comesBack && model.wantsEnd) return { ...ended, state: 'cancelled' };
  const back = model.wantsPause === 'held' ? ('paused' as const) : ('queued' as const);
  if (command.kind === 'fail') {
    const mayPass = FAILURE_CAUSES[command.failure.cause].passes;
    if (!mayPass || model.retries === 0) return { ...ended, state: 'failed' };
    const waitMs = RULES.retryAfterMs[3 - model.retries];
    return { ...ended, state: back, retries: model.retries - 1, dueMs: nowMs + waitMs };
  }
  if (command.kind === 'refuse') return { ...ended, state: back, dueMs: nowMs + 1_000 };
  if (command.kind === 'paused') return { ...ended, state: back, dueMs: nowMs };
  const state = cell as JobState;
  if (command.kind === 'lease') return { ...model, state, attempts: model.attempts + 1 };
  if (command.kind === 'retry') return { ...ended, state, retries: 3, dueMs: nowMs };
  return command.kind === 'start' ? { ...model, state } : { ...ended, state };
}

/** A wish stays until its agent answers: ending goes before standing still, a person before another job. */
function wished(model: Model, kind: JobCommand['kind']): Model | null {
  if (kind === 'cancel') return { ...model, wantsEnd: true };
  if (model.wantsEnd || model.wantsPause === 'held') return null;
  if (kind === 'pause') return { ...model, wantsPause: 'held' };
  return model.wantsPause === 'no' ? { ...model, wantsPause: 'yields' } : null;
}

const OTHER_JOB = newId('jb');

const commands: fc.Arbitrary<JobCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('lease' as const),
    agentId: fc.constantFrom('a', 'b'),
    gpu: fc.option(fc.nat(3)),
  }),
  fc.record({ kind: fc.constant('refuse' as const), note: fc.constant('No room.') }),
  fc.record({ kind: fc.constant('succeed' as const), result: fc.constant({ loss: 0.5 }) }),
  fc.record({
    kind: fc.constant('fail' as const),
    failure: fc.record({
      cause: fc.constantFrom(...(Object.keys(FAILURE_CAUSES) as FailureCause[])),
      sentence: fc.constant('It failed.'),
      traceback: fc.constant(null),
    }),
  }),
  fc.record({ kind: fc.constant('skip' as const), note: fc.constant('Its parent failed.') }),
  fc
    .constantFrom('start', 'cancel', 'cancelled', 'pause', 'yield', 'paused', 'resume', 'retry')
    .map((kind) => (kind === 'yield' ? { kind, to: OTHER_JOB } : { kind }) as JobCommand),
);

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

function wishIn({ pauseAskedMs, yieldsTo }: JobStanding): Model['wantsPause'] {
  if (pauseAskedMs === null) return 'no';
  return yieldsTo === null ? 'held' : 'yields';
}

test('whatever happens in whatever order, a job does what its specification says and nothing else', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(commands, fc.constantFrom(0, 100, 60_000, 300_000)), { maxLength: 60 }),
      (happenings) => {
        let nowMs = 1_000;
        let job = newStanding(nowMs, null, RULES);
        let model: Model = {
          state: 'queued',
          attempts: 0,
          retries: 3,
          wantsEnd: false,
          wantsPause: 'no',
          dueMs: nowMs,
        };
        for (const [command, laterMs] of happenings) {
          nowMs += laterMs;
          const wanted = expected(model, command, nowMs);
          const next = transition(job, command, nowMs, RULES);
          expect(next === null).toBe(wanted === null);
          if (next === null || wanted === null) continue;
          expect(next.attempt).toBeGreaterThanOrEqual(job.attempt);
          job = next;
          model = wanted;
          expect({
            state: job.state,
            attempts: job.attempt,
            retries: job.retriesLeft,
            wantsEnd: job.cancelAskedMs !== null,
            wantsPause: wishIn(job),
            dueMs: job.notBeforeMs,
          }).toEqual(model);
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
      { kind: 'lease', agentId: 'a', gpu: null },
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
  const lease = { kind: 'lease', agentId: 'a', gpu: null } as const;
  expect(transition(job, lease, 4_999, RULES)).toBeNull();
  expect(transition(job, lease, 5_000, RULES)?.state).toBe('leased');
});
