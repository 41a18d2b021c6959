import { afterEach, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Partition,
  PartitionAnswer,
  PartitionLayout,
  PartitionPlan,
  PartitionRun,
} from '#schemas/broker/partition';
import { isPartitioning } from '#schemas/broker/partition';
import { newId } from '#schemas/ids/ids';
import { makePartitioner } from '../../agent/make-partitioner.ts';
import { PartitionLedger } from '../../agent/partition/partition-ledger.ts';
import type { Partitioner } from '../../agent/partition/partitioner.ts';
import { NvidiaSmi } from '../../agent/telemetry/nvidia-smi.ts';
import { type MigCard, migCard, readCard, writeCard } from '../rig/nvidia-smi-mig.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';

const UUID = 'GPU-513536b6-7d19-9063-b049-1e69664bb298';
const RUN_ID = 'pr_01ARZ3NDEKTSV4RRFFQ69G5FAV';
const HALVES: MigCard['instances'] = [
  { gi: 1, profileId: 9, start: 0, hasCompute: true },
  { gi: 2, profileId: 9, start: 4, hasCompute: true },
];
const ON = { mode: 'Enabled', pending: 'Enabled' } as const;
const want = (...ids: number[]): PartitionLayout => ({
  mode: 'enabled',
  instances: ids.map((profileId) => ({ profileId, start: null, hasCompute: true })),
});
const OFF: PartitionLayout = { mode: 'disabled', instances: [] };

/** An agent’s partitioner at a card of the stand-in. */
class Box {
  readonly folder = mkdtempSync(join(tmpdir(), 'tremolo-partition-'));
  readonly file = join(this.folder, 'card.json');
  readonly scenario: NvidiaSmiScenario;
  readonly told: PartitionRun[] = [];
  readonly answers: PartitionAnswer[] = [];
  watches = 0;
  /** The process of a command that never ends. */
  hanging: number | null = null;
  partitioner!: Partitioner;
  #wake: (() => void)[] = [];
  #asks = 0;

  constructor(card: Partial<MigCard>) {
    writeCard(this.file, migCard(UUID, card));
    this.scenario = new NvidiaSmiScenario({ migFile: this.file });
  }

  start(change: object = {}): this {
    const { path } = this.scenario;
    this.partitioner = makePartitioner({
      ...{ agentId: 'agent-1', dataDir: this.folder, nvidiaSmi: new NvidiaSmi({ path }), path },
      ...{ isAllowed: true, isRoot: true, lanesOn: null, clock: Date.now, log: () => undefined },
      ownerOf: () => ({ jobId: null, lane: null }),
      pauseWatch: () => {
        this.watches--;
        return () => this.#tell(() => this.watches++);
      },
      answer: (answer) => this.#tell(() => this.answers.push(answer)),
      publish: (run) => this.#tell(() => this.told.push(run)),
      ...change,
    });
    this.partitioner.start();
    return this;
  }

  get card(): MigCard {
    return readCard(this.file);
  }

  change(change: Partial<MigCard>): void {
    writeCard(this.file, { ...this.card, ...change });
  }

  /** Instances as profile and place. */
  get there(): string[] {
    return this.card.instances.map(({ profileId, start }) => `${profileId}:${start}`).sort();
  }

  async ask(wanted: PartitionLayout): Promise<PartitionAnswer> {
    const askId = `ask-${++this.#asks}`;
    this.partitioner.take({ what: 'plan', askId, gpuUuid: UUID, wanted });
    await this.until(() => this.answers.some((one) => one.askId === askId));
    return this.answers.find((one) => one.askId === askId) as PartitionAnswer;
  }

  async look(): Promise<Partition> {
    const askId = `ask-${++this.#asks}`;
    this.partitioner.take({ what: 'look', askId, gpuUuid: UUID });
    await this.until(() => this.answers.some((one) => one.askId === askId));
    const answer = this.answers.find((one) => one.askId === askId);
    if (answer?.what !== 'seen') throw new Error(JSON.stringify(answer));
    return answer.partition;
  }

  async plan(wanted: PartitionLayout): Promise<PartitionPlan> {
    const answer = await this.ask(wanted);
    if (answer.what !== 'planned') throw new Error(JSON.stringify(answer));
    return answer.plan;
  }

  apply({ wanted, fingerprint }: PartitionPlan, runId = RUN_ID): void {
    this.partitioner.take({ what: 'apply', runId, gpuUuid: UUID, wanted, fingerprint });
  }

  async ended(runId = RUN_ID): Promise<PartitionRun> {
    const isEnd = (run: PartitionRun) => run.runId === runId && !isPartitioning(run.state);
    await this.until(() => this.told.some(isEnd));
    return this.told.findLast(isEnd) as PartitionRun;
  }

  /** Resolves when the command that hangs has said so to the card. */
  async hangs(): Promise<void> {
    // The test's own time limit ends it.
    while (this.card.hangsAt !== null) await Bun.sleep(10);
    const ledger = new PartitionLedger({ file: join(this.folder, 'partition.json') });
    ledger.start();
    this.hanging = ledger.pid;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  remove(): void {
    // It would hang for ever.
    if (this.hanging !== null) process.kill(this.hanging, 'SIGKILL');
    this.scenario.remove();
    rmSync(this.folder, { recursive: true });
  }

  #tell(what: () => void): void {
    what();
    for (const wake of this.#wake.splice(0)) wake();
  }
}

let box: Box | null = null;
const begin = (card: Partial<MigCard>, change: object = {}) => {
  box = new Box(card).start(change);
  return box;
};

afterEach(() => {
  box?.remove();
  box = null;
});

test('looking and planning change nothing, and say exactly what would be done', async () => {
  const one = begin({ ...ON, instances: HALVES });
  const plan = await one.plan(want(14, 14, 9));
  expect(one.card.log).toEqual([]);
  expect(plan.commands.map((each) => each.join(' '))).toEqual([
    `nvidia-smi mig -i ${UUID} -dci`,
    `nvidia-smi mig -i ${UUID} -dgi`,
    `nvidia-smi mig -i ${UUID} -cgi 9:4,14:0,14:2 -C`,
  ]);
  expect(plan.goes.map(({ gpuInstance }) => gpuInstance)).toEqual([1, 2]);
  expect(plan.wayBack.at(-1)?.join(' ')).toBe(`nvidia-smi mig -i ${UUID} -cgi 9:0,9:4 -C`);
  expect(plan.obstacles).toEqual([]);
});

test('what was planned is done, each command with what it said, and our own nvidia-smi rests meanwhile', async () => {
  const one = begin({ instances: [] });
  const plan = await one.plan(want(9, 14, 19, 19));
  one.apply(plan);
  expect(one.watches).toBe(-1);
  const run = await one.ended();
  expect(run).toMatchObject({ state: 'applied', sentence: null, before: OFF });
  expect(run.steps.map(({ command, exitCode }) => [command.at(-1), exitCode])).toEqual([
    ['1', 0],
    ['-C', 0],
  ]);
  expect(run.steps[1].output).toContain('Successfully created compute instance');
  expect(one.card.mode).toBe('Enabled');
  expect(one.card.instances).toHaveLength(4);
  await one.until(() => one.watches === 0);
  // And the way back that is offered later is the same way once more.
  const undo = await one.plan(run.before);
  one.apply(undo, `${RUN_ID.slice(0, -1)}W`);
  expect((await one.ended(`${RUN_ID.slice(0, -1)}W`)).state).toBe('applied');
  expect(one.card).toMatchObject({ mode: 'Disabled', instances: [] });
});

test('half of the instances made, then none: what was there comes back in its place', async () => {
  const failures = [{ word: '-cgi', says: 'Insufficient Resources', made: 1 }];
  const one = begin({ ...ON, instances: HALVES, failures });
  one.apply(await one.plan(want(9, 14)));
  const run = await one.ended();
  expect(run.state).toBe('restored');
  expect(run.sentence).toContain('Insufficient Resources');
  expect(run.steps.map(({ way }) => way)).toEqual([
    ...Array(3).fill('there'),
    ...Array(3).fill('back'),
  ]);
  expect(one.there).toEqual(['9:0', '9:4']);
});

test('a process that comes between the plan and the doing stops it before anything is touched', async () => {
  const one = begin({ ...ON, instances: HALVES });
  const plan = await one.plan(want(0));
  one.change({ processes: [{ pid: 4711, name: 'python', gi: 1 }] });
  one.apply(plan);
  const run = await one.ended();
  expect(run).toMatchObject({ state: 'refused', steps: [] });
  expect(run.sentence).toBe('Process 4711 (python) is on the GPU.');
  expect(one.card.log).toEqual([]);
});

test('a card that somebody else changed meanwhile is left as it is', async () => {
  const one = begin({ ...ON, instances: HALVES });
  const plan = await one.plan(want(0));
  one.change({ instances: HALVES.slice(0, 1) });
  one.apply(plan);
  expect(await one.ended()).toMatchObject({
    state: 'refused',
    sentence: 'The GPU has changed since it was looked at: look again.',
  });
  expect(one.card.log).toEqual([]);
});

test('a mode that waits for a reset is taken back, and that is said', async () => {
  const one = begin({ needsReset: true });
  one.apply(await one.plan(want(0)));
  const run = await one.ended();
  expect(run.state).toBe('restored');
  expect(run.sentence).toContain('only after a reset');
  expect(run.steps.map(({ way }) => way)).toEqual(['there', 'back']);
  expect(run.steps[0].output).toContain('pending enable state');
  expect(one.card).toMatchObject({ mode: 'Disabled', pending: 'Disabled' });
});

test('where the way back fails too, a person is told what to type', async () => {
  const failures = [
    { word: '-cgi', says: 'Unknown Error' },
    { word: '-cgi', says: 'Unknown Error' },
  ];
  const one = begin({ ...ON, instances: HALVES, failures });
  one.apply(await one.plan(want(0)));
  const run = await one.ended();
  expect(run.state).toBe('stuck');
  expect(run.sentence).toContain('The way back failed');
  expect(run.byHand.map((each) => each.join(' '))).toEqual([
    `nvidia-smi mig -i ${UUID} -cgi 9:0,9:4 -C`,
  ]);
});

test('an agent that was killed in the middle brings back what was there when it starts again', async () => {
  const one = begin({ ...ON, instances: HALVES, hangsAt: '-cgi' });
  one.apply(await one.plan(want(0)));
  await one.until(() => one.told.at(-1)?.steps.length === 3);
  await one.hangs();
  expect(one.there).toEqual([]);
  // Killed: the next one finds the disk as it is, and the command that never ends is gone with its machine.
  const left = one.told.length;
  one.start({ gone: async () => true });
  await one.until(() => one.told.slice(left).some(({ state }) => state === 'restored'));
  expect(one.told.findLast(({ state }) => state === 'restored')).toMatchObject({
    runId: RUN_ID,
    sentence: 'The agent ended in the middle.',
  });
  expect(one.there).toEqual(['9:0', '9:4']);
});

test('while its last command still runs nothing more is done', async () => {
  const one = begin({ ...ON, instances: HALVES, hangsAt: '-dgi' });
  one.apply(await one.plan(want(0)));
  await one.until(() => one.told.at(-1)?.steps.length === 2);
  await one.hangs();
  const left = one.told.length;
  one.start({ gone: async () => false });
  await one.until(() => one.told.length > left);
  expect(one.told.at(-1)).toMatchObject({ state: 'stuck' });
  expect(one.card.log).toEqual([`mig -i ${UUID} -dci`]);
});

test('the same order twice is one partitioning, and the hub that forgot is told again', async () => {
  const one = begin(ON);
  const plan = await one.plan(want(0));
  one.apply(plan);
  await one.ended();
  const { length } = one.card.log;
  one.apply(plan);
  one.partitioner.reconnected();
  expect(one.told.at(-1)?.state).toBe('applied');
  expect(one.card.log).toHaveLength(length);
});

test.each([
  ['settings that do not allow it', { isAllowed: false }, /gpu\.partitioning/],
  ['an agent without root', { isRoot: false }, /does not run as root/],
  ['lanes on its GPUs', { lanesOn: 'The lanes work with cuda.' }, /cuda/],
])('%s stand in the way', async (_, change, sentence) => {
  const one = begin(ON, change);
  const plan = await one.plan(want(0));
  expect(plan.obstacles[0]).toMatch(sentence);
  one.apply(plan);
  expect((await one.ended()).state).toBe('refused');
  expect(one.card.log).toEqual([]);
});

test('a driver that speaks in words that are not known is not acted on', async () => {
  const one = begin({ ...ON, instances: HALVES });
  one.change({ mode: 'Sometimes' as never });
  const answer = await one.ask(want(0));
  expect(answer).toMatchObject({
    what: 'refused',
    sentence: 'nvidia-smi calls the MIG mode "Sometimes".',
  });
  expect(existsSync(join(one.folder, 'partition.json'))).toBe(false);
});

test('a card without MIG is not supported, and nothing more is asked of its driver', async () => {
  const one = begin({});
  one.change({ mode: '[N/A]' as never, pending: '[N/A]' as never });
  const partition = await one.look();
  expect(partition).toMatchObject({ mode: null, profiles: null, instances: [], processes: [] });
  expect(partition.obstacles).toEqual(['This GPU does not support MIG.']);
  expect(await one.ask(want(0))).toMatchObject({
    what: 'refused',
    sentence: 'This GPU does not support MIG.',
  });
});

test('whose job is in which instance is told with the instances', async () => {
  const jobId = newId('jb');
  const one = begin(
    { ...ON, instances: HALVES, processes: [{ pid: 4711, name: 'bun', gi: 2 }] },
    { ownerOf: (pid: number) => ({ jobId: pid === 4711 ? jobId : null, lane: null }) },
  );
  const { instances, processes, obstacles, profiles } = await one.look();
  expect(instances.map(({ gpuInstance, start, size }) => [gpuInstance, start, size])).toEqual([
    [1, 0, 4],
    [2, 4, 4],
  ]);
  expect(processes).toEqual([{ pid: 4711, name: 'bun', gpuInstance: 2, jobId }]);
  expect(obstacles).toEqual([`Process 4711 of job ${jobId} (bun) is on the GPU.`]);
  expect(profiles?.find(({ profileId }) => profileId === 9)?.placement).toEqual({
    starts: [0, 4],
    size: 4,
  });
});

test('a command that never ends is ended, and what was there comes back', async () => {
  const one = begin({ ...ON, instances: HALVES, hangsAt: '-cgi' }, { limitMs: 1_000 });
  one.apply(await one.plan(want(0)));
  const run = await one.ended();
  expect(run).toMatchObject({ state: 'restored', sentence: 'nvidia-smi does not answer.' });
  expect(one.there).toEqual(['9:0', '9:4']);
});

/** From what, to what, and at which command it fails after how many instances. */
const BROKEN: [string, Partial<MigCard>, PartitionLayout, string, number][] = [
  ['removing compute instances', { ...ON, instances: HALVES }, want(0), '-dci', 0],
  ['removing GPU instances', { ...ON, instances: HALVES }, want(0), '-dgi', 0],
  ['making the first', { ...ON, instances: HALVES }, want(9, 14, 19), '-cgi', 0],
  ['making the last', { ...ON, instances: HALVES }, want(9, 14, 19), '-cgi', 2],
  ['turning MIG on', {}, want(9), '-mig 1', 0],
  ['making one after turning MIG on', {}, want(9, 14), '-cgi', 1],
  ['turning MIG off', { ...ON, instances: HALVES }, OFF, '-mig 0', 0],
];

test.each(BROKEN)(
  'whatever fails, here %s, ends as it began',
  async (_, card, wanted, word, made) => {
    const one = begin({ ...card, failures: [{ word, says: 'Unknown Error', made }] });
    const before = [one.card.mode, one.there];
    one.apply(await one.plan(wanted));
    const run = await one.ended();
    expect(run.state).toBe('restored');
    expect(run.sentence).toContain('Unknown Error');
    expect([one.card.mode, one.there]).toEqual(before);
    expect(one.card.instances.every(({ hasCompute }) => hasCompute)).toBe(true);
  },
);

test('a driver that does not tell who is at work is not acted on', async () => {
  const one = begin({ ...ON, instances: HALVES });
  const plan = await one.plan(want(0));
  const { path } = one.scenario;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('exec', 'case "$*" in *-x*) exit 9;; esac\nexec'),
  );
  one.apply(plan);
  expect(await one.ended()).toMatchObject({
    state: 'refused',
    sentence: 'The agent cannot ask the driver of this GPU.',
  });
  expect(one.card.log).toEqual([]);
});
