import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, JobRow, JobStep } from '#schemas/http/jobs';
import { isFinal } from '#schemas/jobs/job';
import { Random } from '#signal/synth/random';
import type { Child } from '../rig/child.ts';
import { PlantRig } from '../rig/plant-rig.ts';
import { childrenOf, commandOf } from '../rig/process-stats.ts';

export interface StormOptions {
  readonly seed: number;
  readonly agents: number;
  readonly jobs: number;
  /** How long things are killed. */
  readonly stormS: number;
  /** How long all may take to end after that. */
  readonly settleS: number;
  readonly say: (words: string) => void;
}

export interface StormResult {
  readonly killed: Readonly<Record<string, number>>;
  readonly submitted: number;
  /** How many jobs ended in each state. */
  readonly ended: Readonly<Record<string, number>>;
  /** Attempts beyond the first of each job. */
  readonly attemptsRepeated: number;
  /** Accepted, and not there any more. */
  readonly lost: number;
  readonly unfinished: number;
  /** Jobs of which the hub, or the disks of the agents, know more than one success. */
  readonly twice: number;
}

const SETTINGS = {
  TREMOLO_HUB_JOBS__LEASE_MS: '3000',
  // Many retries, soon: the storm kills more than a plant does in a year.
  TREMOLO_HUB_JOBS__RETRY_AFTER_MS: '[50,50,100,100,200,200,400,400,400,400]',
};

/** Jobs on real processes, which are killed at random: the hub, its broker, agents, jobs; agents are frozen, as if cut off. */
export async function jobStorm(options: StormOptions): Promise<StormResult> {
  const rig = new PlantRig({ agents: options.agents, lanes: 1, hubSettings: SETTINGS });
  await rig.start();
  try {
    return await new Storm(rig, options).run();
  } finally {
    await rig.stop();
  }
}

class Storm {
  readonly #rig: PlantRig;
  readonly #options: StormOptions;
  readonly #random: Random;
  readonly #killed: Record<string, number> = {};
  readonly #accepted: string[] = [];

  constructor(rig: PlantRig, options: StormOptions) {
    this.#rig = rig;
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  async run(): Promise<StormResult> {
    const { stormS, settleS, jobs } = this.#options;
    await this.#submit(Math.ceil(jobs / 2));
    const untilMs = performance.now() + stormS * 1_000;
    await Promise.all([this.#kill(untilMs), this.#submit(Math.floor(jobs / 2))]);
    await this.#settle(performance.now() + settleS * 1_000);
    return this.#result();
  }

  /** Submits each with a key of its own, again and again until it is answered. */
  async #submit(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const key = `storm-${this.#accepted.length}`;
      const job = await this.#persist(() => this.#submitOne(key));
      this.#accepted.push(job.jobId);
    }
  }

  async #submitOne(key: string): Promise<Job> {
    const body = { kind: 'benchmark', arguments: { secondsEach: 0.05 } };
    const headers = { 'idempotency-key': key };
    const response = await this.#rig.browser.send('POST', '/api/v1/jobs', body, headers);
    if (response.status !== 201) throw new Error(`${response.status}`);
    return (await response.json()) as Job;
  }

  /** What is asked while the hub is away is asked again. */
  async #persist<Value>(ask: () => Promise<Value>): Promise<Value> {
    const giveUpMs = performance.now() + 30_000;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (performance.now() > giveUpMs) throw error;
        await Bun.sleep(200);
      }
    }
  }

  async #kill(untilMs: number): Promise<void> {
    const blows = {
      hub: () => this.#killHub(),
      broker: async () => this.#signal('broker', this.#brokerPid()),
      agent: () => this.#killAgent(),
      job: async () => this.#signal('job', this.#child('job-main')),
      lane: async () => this.#signal('lane', this.#child('lane-main')),
      cut: () => this.#cutOff(),
    };
    const names = ['job', 'job', 'job', 'agent', 'agent', 'broker', 'cut', 'lane', 'hub'] as const;
    while (performance.now() < untilMs) {
      await Bun.sleep(this.#random.integer(100, 1_200));
      const name = names[this.#random.integer(0, names.length - 1)];
      await blows[name]();
    }
  }

  async #killHub(): Promise<void> {
    this.#count('hub');
    await this.#rig.hub.kill();
    await Bun.sleep(this.#random.integer(0, 500));
    await this.#rig.startHub();
  }

  async #killAgent(): Promise<void> {
    this.#count('agent');
    const agent = this.#anAgent();
    await agent.kill();
    await Bun.sleep(this.#random.integer(0, 800));
    await agent.start();
  }

  /** Its connections stay, and nothing goes through them; its jobs go on. Longer than a lease, at times. */
  async #cutOff(): Promise<void> {
    const agent = this.#anAgent();
    this.#count('cut');
    process.kill(agent.pid, 'SIGSTOP');
    await Bun.sleep(this.#random.integer(200, 4_500));
    process.kill(agent.pid, 'SIGCONT');
  }

  #anAgent(): Child {
    return this.#rig.agents[this.#random.integer(0, this.#rig.agents.length - 1)];
  }

  #brokerPid(): number | null {
    return childrenOf(this.#rig.hub.pid).find((pid) => commandOf(pid).includes('broker')) ?? null;
  }

  #child(word: string): number | null {
    const found = childrenOf(this.#anAgent().pid).filter((pid) => commandOf(pid).includes(word));
    return found[this.#random.integer(0, Math.max(0, found.length - 1))] ?? null;
  }

  #signal(what: string, pid: number | null): void {
    if (pid === null) return;
    try {
      process.kill(pid, 'SIGKILL');
      this.#count(what);
    } catch (error) {
      // It ended just now by itself.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  #count(what: string): void {
    this.#killed[what] = (this.#killed[what] ?? 0) + 1;
    this.#options.say(`${what}`);
  }

  async #settle(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) {
      const jobs = await this.#persist(() => this.#all());
      if (jobs.every(({ state }) => isFinal(state))) return;
      await Bun.sleep(300);
    }
  }

  async #all(): Promise<JobRow[]> {
    const found: JobRow[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: { items: JobRow[]; nextCursor: string | null } = await this.#rig.get(
        `/api/v1/jobs?limit=200${after}`,
      );
      found.push(...page.items);
      after = page.nextCursor === null ? null : `&cursor=${page.nextCursor}`;
    }
    return found;
  }

  async #result(): Promise<StormResult> {
    const jobs = await this.#all();
    const there = new Set<string>(jobs.map(({ jobId }) => jobId));
    const onDisks = this.#successesOnDisks();
    let twice = 0;
    for (const { jobId, state } of jobs) {
      const { steps } = await this.#rig.get<{ steps: JobStep[] }>(`/api/v1/jobs/${jobId}/history`);
      const successes = steps.filter(({ happened }) => happened === 'succeed').length;
      const isOnce = successes === (state === 'succeeded' ? 1 : 0);
      if (!isOnce || (onDisks.get(jobId) ?? 0) > 1) twice++;
    }
    const ended = Object.entries(Object.groupBy(jobs, ({ state }) => state));
    return {
      killed: this.#killed,
      submitted: this.#accepted.length,
      ended: Object.fromEntries(ended.map(([state, of]) => [state, of?.length ?? 0])),
      attemptsRepeated: jobs.reduce((sum, { attempt }) => sum + Math.max(0, attempt - 1), 0),
      lost: this.#accepted.filter((jobId) => !there.has(jobId)).length,
      unfinished: jobs.filter(({ state }) => !isFinal(state)).length,
      twice,
    };
  }

  /** How many attempts of each job the agents themselves remember to have done to the end. */
  #successesOnDisks(): Map<string, number> {
    const successes = new Map<string, number>();
    for (let i = 1; i <= this.#options.agents; i++) {
      const folder = join(this.#rig.dataDir, `agent-${i}`, 'jobs');
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
        const { jobId, state, report } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        // Of an agent that was cut off for longer than its lease nothing counts, and it knows that.
        if (report?.outcome !== 'succeeded' || state === 'void') continue;
        successes.set(jobId, (successes.get(jobId) ?? 0) + 1);
      }
    }
    return successes;
  }
}
