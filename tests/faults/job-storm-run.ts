import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobRow, JobStep } from '#schemas/http/jobs';
import { isFinal } from '#schemas/jobs/job';
import { Random } from '#signal/synth/random';
import { PlantRig } from '../rig/plant-rig.ts';
import { TcpProxy } from '../rig/tcp-proxy.ts';
import { StormBlows } from './storm-blows.ts';
import { type DiagnosisAccount, StormDiagnosis } from './storm-diagnosis.ts';
import { persist, StormPeople } from './storm-people.ts';

export interface StormOptions {
  readonly seed: number;
  readonly agents: number;
  readonly jobs: number;
  /** How long things are struck. */
  readonly stormS: number;
  /** How long all may take to end after that. */
  readonly settleS: number;
  readonly say: (words: string) => void;
}

export interface StormResult {
  readonly struck: Readonly<Record<string, number>>;
  /** What people did besides submitting. */
  readonly done: Readonly<Record<string, number>>;
  readonly submitted: number;
  /** How many jobs ended in each state. */
  readonly ended: Readonly<Record<string, number>>;
  /** Attempts beyond the first of each job. */
  readonly attemptsRepeated: number;
  /** Accepted, and not there any more. */
  readonly lost: number;
  /** There, and never accepted: a request that was sent again made a second job. */
  readonly surplus: number;
  readonly unfinished: number;
  /** Jobs that ended more than once without anybody having them tried again, or whose history and state disagree. */
  readonly torn: number;
  /** Jobs of which the hub, or the disks of the agents, know more than one success. */
  readonly twice: number;
  /** Every window of live diagnosis while jobs alone were struck. */
  readonly diagnosis: DiagnosisAccount;
}

/** What must be none. */
export function failuresOf({ lost, surplus, unfinished, torn, twice, diagnosis }: StormResult) {
  const windows = diagnosis.lost + Math.abs(diagnosis.unaccounted);
  return lost + surplus + unfinished + torn + twice + windows;
}

const SETTINGS = {
  TREMOLO_HUB_JOBS__LEASE_MS: '3000',
  TREMOLO_HUB_JOBS__PREEMPT_AFTER_MS: '500',
  // Many retries, soon: the storm kills more than a plant does in a year.
  TREMOLO_HUB_JOBS__RETRY_AFTER_MS: '[50,50,100,100,200,200,400,400,400,400]',
};
const CALM_JOBS = 8;
const PLENTY = { perHour: 1_000_000, burst: 100_000, perDay: 10_000_000 };

/** Jobs and live diagnosis on real processes, which are struck at random, and so is the network between them. */
export async function jobStorm(options: StormOptions): Promise<StormResult> {
  const networks = new Map<string, TcpProxy>();
  const rig: PlantRig = new PlantRig({
    ...{ agents: 0, lanes: 1, hubSettings: SETTINGS },
    brokerOf: (agentId) => `mqtt://127.0.0.1:${networks.get(agentId)?.port}`,
  });
  await rig.start();
  try {
    for (let i = 1; i <= options.agents; i++) {
      const network = new TcpProxy(() => Number(new URL(rig.broker).port));
      await network.start();
      networks.set(`agent-${i}`, network);
      await rig.addAgent(`agent-${i}`);
    }
    return await new Storm(rig, [...networks.values()], options).run();
  } finally {
    await rig.stop();
    for (const network of networks.values()) await network.stop();
  }
}

class Storm {
  readonly #rig: PlantRig;
  readonly #options: StormOptions;
  readonly #blows: StormBlows;
  readonly #people: StormPeople;
  readonly #diagnosis: StormDiagnosis;

  constructor(rig: PlantRig, networks: readonly TcpProxy[], options: StormOptions) {
    const random = new Random(options.seed);
    this.#rig = rig;
    this.#options = options;
    this.#blows = new StormBlows({ rig, networks, random: random.fork('blows'), say: options.say });
    this.#people = new StormPeople(rig, random.fork('people'));
    this.#diagnosis = new StormDiagnosis(rig);
  }

  async run(): Promise<StormResult> {
    const { stormS, settleS, jobs } = this.#options;
    await this.#withoutLimits();
    await this.#diagnosis.start();
    await this.#people.submit(Math.ceil(jobs / 2));
    const untilMs = performance.now() + stormS * 1_000;
    await Promise.all([
      this.#strike(untilMs),
      this.#meddle(untilMs),
      this.#people.submit(Math.floor(jobs / 2)),
    ]);
    await this.#diagnosis.recovered(60_000);
    await this.#settle(performance.now() + settleS * 1_000);
    const diagnosis = await this.#diagnosis.account(() => this.#calm());
    await this.#diagnosis.stop();
    return { ...(await this.#result()), diagnosis };
  }

  /** It asks more often than a person would. */
  async #withoutLimits(): Promise<void> {
    const path = '/api/v1/settings/limits';
    const { revision } = await this.#rig.get<{ revision: number }>(path);
    const values = { perPerson: PLENTY, perAddress: PLENTY, work: PLENTY, submissions: PLENTY };
    await this.#rig.browser.ask('PATCH', path, { revision, values });
  }

  async #strike(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) await this.#blows.next();
  }

  async #meddle(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) {
      await Bun.sleep(1_000);
      await this.#people.meddle();
    }
  }

  async #settle(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) {
      await this.#people.releaseAll();
      if ((await this.#people.all()).every(({ state }) => isFinal(state))) return;
      await Bun.sleep(300);
    }
  }

  /** Jobs come, run and are killed; all else is left alone. */
  async #calm(): Promise<void> {
    await this.#people.submit(CALM_JOBS);
    await this.#diagnosis.recovered(30_000);
    this.#blows.killJob();
    await this.#settle(performance.now() + 60_000);
  }

  async #result(): Promise<Omit<StormResult, 'diagnosis'>> {
    const jobs = await this.#people.all();
    const { accepted, done } = this.#people;
    const there = new Set<string>(jobs.map(({ jobId }) => jobId));
    const known = new Set(accepted);
    const onDisks = this.#successesOnDisks();
    const histories = new Map<JobRow, JobStep[]>();
    for (const job of jobs) histories.set(job, await this.#history(job.jobId));
    const ended = Object.entries(Object.groupBy(jobs, ({ state }) => state));
    return {
      ...{ struck: this.#blows.struck, done, submitted: accepted.length },
      ended: Object.fromEntries(ended.map(([state, of]) => [state, of?.length ?? 0])),
      attemptsRepeated: jobs.reduce((sum, { attempt }) => sum + Math.max(0, attempt - 1), 0),
      lost: accepted.filter((jobId) => !there.has(jobId)).length,
      surplus: jobs.filter(({ jobId }) => !known.has(jobId)).length,
      unfinished: jobs.filter(({ state }) => !isFinal(state)).length,
      torn: [...histories].filter(([job, steps]) => isTorn(job, steps)).length,
      twice: [...histories].filter(([{ jobId }, steps]) => {
        const successes = steps.filter(({ happened }) => happened === 'succeed').length;
        return successes > 1 || (onDisks.get(jobId) ?? 0) > 1;
      }).length,
    };
  }

  async #history(jobId: string): Promise<JobStep[]> {
    const ask = () => this.#rig.get<{ steps: JobStep[] }>(`/api/v1/jobs/${jobId}/history`);
    return (await persist(ask)).steps;
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

/** Nobody has anything tried again here: a job comes to one end, which is its last step. */
function isTorn({ state }: JobRow, steps: readonly JobStep[]): boolean {
  const ends = steps.filter((step) => isFinal(step.state));
  return ends.length !== (isFinal(state) ? 1 : 0) || steps.at(-1)?.state !== state;
}
