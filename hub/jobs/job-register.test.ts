import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type JobId, newId } from '#schemas/ids/ids';
import { isFinal } from '#schemas/jobs/job';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { JobBook } from './job-book.ts';
import { JobIntake } from './job-intake.ts';
import { JobParents } from './job-parents.ts';
import { commands, expected, type Model, modelOf, newModel, RULES } from './job-specification.ts';
import type { JobCommand } from './transition.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-register-'));
const store = new Store({
  dataDir,
  log: createLog('test', () => undefined),
  onCrash: (error) => {
    throw error;
  },
});
beforeAll(() => store.start());
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const OWNER = newId('us');
const BY = { userId: OWNER, submitter: OWNER, mayOperate: true, actor: SYSTEM_ACTOR };
const REQUEST = {
  ...{ kind: 'benchmark' as const, arguments: { secondsEach: 1 }, limits: {}, dependsOn: [] },
  needs: { provider: 'cpu' as const, gpuMemoryMb: null, sharesGpu: false, labels: [] },
  notBeforeMs: null,
};

/** What is known of each job, in the order in which they came. */
interface Known {
  readonly jobs: { readonly key: string; model: Model; changes: number }[];
  nowMs: number;
}

/** The register as the hub has it, which a restart makes anew from the store. */
class Register {
  nowMs = 1_000;
  readonly ids: JobId[] = [];
  book!: JobBook;
  intake!: JobIntake;

  async restart(): Promise<void> {
    const clock = () => this.nowMs;
    this.book = new JobBook({ store, clock, rules: RULES, onChanged: () => undefined });
    await this.book.start();
    const failed = (error: unknown) => {
      throw error;
    };
    const parents = new JobParents({ book: this.book, store, failed });
    this.intake = new JobIntake({ clock, rules: RULES, book: this.book, parents });
  }

  submit(key: string) {
    const needs = { ...REQUEST.needs, agentId: null };
    return this.intake.submit({ ...REQUEST, needs }, BY, key);
  }
}

type Step = fc.AsyncCommand<Known, Register>;

/** How often each step was really taken: sequences in which nothing can happen would prove nothing. */
const taken: Record<string, number> = {};
const reached = new Set<string>();

function step(
  name: string,
  says: string,
  check: (known: Readonly<Known>) => boolean,
  act: (known: Known, register: Register) => Promise<void>,
): Step {
  const run = async (known: Known, register: Register) => {
    taken[name] = (taken[name] ?? 0) + 1;
    await act(known, register);
    await look(known, register);
  };
  return { check, run, toString: () => says };
}

const hasJobs = ({ jobs }: Readonly<Known>) => jobs.length > 0;

const submit = () =>
  step(
    'submit',
    'submit',
    ({ jobs }) => jobs.length < 3,
    async (known, register) => {
      const key = newId('jb');
      register.ids.push((await register.submit(key)).jobId);
      known.jobs.push({ key, model: newModel(known.nowMs), changes: 1 });
    },
  );

/** The same request comes again, as after an answer that got lost. */
const repeat = (which: number) =>
  step('repeat', `repeat ${which}`, hasJobs, async (known, register) => {
    const i = which % known.jobs.length;
    expect((await register.submit(known.jobs[i].key)).jobId).toBe(register.ids[i]);
  });

const happen = (which: number, command: JobCommand) =>
  step('happen', `${which}: ${JSON.stringify(command)}`, hasJobs, async (known, register) => {
    const i = which % known.jobs.length;
    const job = known.jobs[i];
    const wanted = expected(job.model, command, known.nowMs);
    const after = await register.book.apply(register.ids[i], command);
    expect(after === null).toBe(wanted === null);
    if (wanted === null) return;
    job.model = wanted;
    job.changes++;
    reached.add(wanted.state);
  });

/** Of several the first that can happen as the job stands, so that sequences get far. */
const happenFitting = (which: number, several: readonly JobCommand[]) =>
  step('happen', `${which}: of ${JSON.stringify(several)}`, hasJobs, async (known, register) => {
    const { model } = known.jobs[which % known.jobs.length];
    const fits = several.find((one) => expected(model, one, known.nowMs) !== null);
    await happen(which, fits ?? several[0]).run(known, register);
  });

/** What comes for an attempt that is not the latest any more: it changes nothing. */
const happenTooLate = (which: number, command: JobCommand) =>
  step(
    'too late',
    `${which}, too late: ${command.kind}`,
    ({ jobs }) => jobs.some(({ model }) => model.attempts > 0),
    async (known, register) => {
      const some = known.jobs.flatMap(({ model }, i) => (model.attempts > 0 ? [i] : []));
      const i = some[which % some.length];
      const attempt = known.jobs[i].model.attempts - 1;
      expect(await register.book.apply(register.ids[i], command, { attempt })).toBeNull();
    },
  );

const wait = (ms: number) =>
  step('wait', `wait ${ms}`, hasJobs, async (known, register) => {
    known.nowMs += ms;
    register.nowMs += ms;
  });

const restart = () => step('restart', 'restart', hasJobs, (_, register) => register.restart());

/** Everything that can be seen of the jobs is what the specification says. */
async function look(known: Known, register: Register): Promise<void> {
  for (const [i, { model, changes }] of known.jobs.entries()) {
    const jobId = register.ids[i];
    const job = await register.book.find(jobId);
    expect(job === null ? null : modelOf(job)).toEqual(model);
    expect(register.book.liveOne(jobId) === null).toBe(isFinal(model.state));
    const steps = await store.read('SELECT * FROM job_history WHERE job_id = ? ORDER BY step', [
      jobId,
    ]);
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: changes }, (_, n) => n + 1));
    expect(steps.at(-1)).toMatchObject({ state: model.state, attempt: model.attempts });
    const [{ n }] = await store.read('SELECT count(*) AS n FROM audit WHERE resource_id = ?', [
      jobId,
    ]);
    expect(n).toBe(changes);
  }
}

const which = fc.nat(5);
const some = (happens: (which: number, command: JobCommand) => Step) =>
  fc.tuple(which, commands).map(([i, command]) => happens(i, command));
const LEASE: JobCommand = { kind: 'lease', agentId: 'a', gpu: null, gpuInstance: null };
const HOPELESS: JobCommand = {
  kind: 'fail',
  failure: { cause: 'invalid', sentence: 'It cannot work.', traceback: null },
};
/** Random commands do not come to every end each time: these do. */
const TO_EVERY_END: readonly (readonly JobCommand[])[] = [
  [LEASE, { kind: 'start' }, { kind: 'succeed', result: { loss: 0.5 } }],
  [LEASE, HOPELESS, { kind: 'retry' }],
  [{ kind: 'pause' }, { kind: 'cancel' }],
  [{ kind: 'skip', note: { sentence: 'Its parent failed.' } }],
];
const steps = fc.commands(
  [
    fc.constant(0).map(submit),
    which.map(repeat),
    some(happen),
    ...[1, 2, 3].map(() =>
      fc
        .tuple(which, fc.array(commands, { minLength: 6, maxLength: 6 }))
        .map(([i, several]) => happenFitting(i, several)),
    ),
    some(happenTooLate),
    fc.constantFrom(100, 60_000, 300_000).map(wait),
    fc.constant(0).map(restart),
  ],
  { maxCommands: 80, size: 'max' },
);

test('whatever is asked of the register, restarts in between, jobs stand as specified; so do history and audit trail', async () => {
  const go = async (all: Iterable<Step>) => {
    const register = new Register();
    await register.restart();
    const start = () => ({ model: { jobs: [], nowMs: register.nowMs }, real: register });
    await fc.asyncModelRun(start, all);
  };
  await fc.assert(fc.asyncProperty(steps, go), { numRuns: 60 });
  for (const all of TO_EVERY_END) await go([submit(), ...all.map((one) => happen(0, one))]);
  expect(Object.values(taken).toSorted((a, b) => a - b)[0]).toBeGreaterThan(20);
  expect(taken.happen).toBeGreaterThan(300);
  expect(reached.size).toBe(8);
}, 60_000);

test('of equal requests with one key that come at once one makes a job; another request with it is refused', async () => {
  const register = new Register();
  await register.restart();
  const key = newId('jb');
  const all = await Promise.all([1, 2, 3].map(() => register.submit(key)));
  expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1);
  const needs = { ...REQUEST.needs, agentId: null };
  const other = { ...REQUEST, needs, arguments: { secondsEach: 2 } };
  await expect(register.intake.submit(other, BY, key)).rejects.toThrow('used for another job');
  // To somebody else the same words are a key of his own.
  const his = await register.intake.submit(other, { ...BY, submitter: 'ky_his' }, key);
  expect(his.jobId).not.toBe(all[0].jobId);
});
