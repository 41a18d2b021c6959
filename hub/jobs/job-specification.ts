/** What jobs are to do, written down apart from the code that does it, for the tests that hold one against the other. */
import fc from 'fast-check';
import { newId } from '#schemas/ids/ids';
import { FAILURE_CAUSES, type FailureCause, type JobState } from '#schemas/jobs/job';
import type { JobStanding } from './kept-job.ts';
import type { JobCommand } from './transition.ts';

export const RULES = { retryAfterMs: [60_000, 120_000, 240_000] };

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
export interface Model {
  state: JobState;
  attempts: number;
  retries: number;
  wantsEnd: boolean;
  /** Asked to stand still: by a person, or for a more urgent job. */
  wantsPause: 'no' | 'held' | 'yields';
  dueMs: number;
}

/** The job after the command; null: it cannot happen to it. */
export function expected(model: Model, command: JobCommand, nowMs: number): Model | null {
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

/** Anything that can happen, sensible or not. */
export const commands: fc.Arbitrary<JobCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('lease' as const),
    agentId: fc.constantFrom('a', 'b'),
    gpu: fc.option(fc.nat(3)),
    gpuInstance: fc.constantFrom(null, 'MIG-0a1b2c3d'),
  }),
  fc.record({ kind: fc.constant('refuse' as const), note: fc.constant({ sentence: 'No room.' }) }),
  fc.record({ kind: fc.constant('succeed' as const), result: fc.constant({ loss: 0.5 }) }),
  fc.record({
    kind: fc.constant('fail' as const),
    failure: fc.record({
      cause: fc.constantFrom(...(Object.keys(FAILURE_CAUSES) as FailureCause[])),
      sentence: fc.constant('It failed.'),
      traceback: fc.constant(null),
    }),
  }),
  fc.record({
    kind: fc.constant('skip' as const),
    note: fc.constant({ sentence: 'Its parent failed.' }),
  }),
  fc
    .constantFrom('start', 'cancel', 'cancelled', 'pause', 'yield', 'paused', 'resume', 'retry')
    .map((kind) => (kind === 'yield' ? { kind, to: OTHER_JOB } : { kind }) as JobCommand),
);

function wishIn({ pauseAskedMs, yieldsTo }: JobStanding): Model['wantsPause'] {
  if (pauseAskedMs === null) return 'no';
  return yieldsTo === null ? 'held' : 'yields';
}

/** A job that was just submitted. */
export function newModel(nowMs: number): Model {
  return {
    ...{ state: 'queued', attempts: 0, retries: RULES.retryAfterMs.length },
    ...{ wantsEnd: false, wantsPause: 'no', dueMs: nowMs },
  };
}

/** What the specification knows of a job as it really stands. */
export function modelOf(job: JobStanding): Model {
  return {
    state: job.state,
    attempts: job.attempt,
    retries: job.retriesLeft,
    wantsEnd: job.cancelAskedMs !== null,
    wantsPause: wishIn(job),
    dueMs: job.notBeforeMs,
  };
}
