import type { Job, JobRow } from '#schemas/http/jobs';
import { isFinal } from '#schemas/jobs/job';
import type { Random } from '#signal/synth/random';
import type { PlantRig } from '../rig/plant-rig.ts';

const QUICK = { kind: 'benchmark', arguments: { secondsEach: 0.05 } } as const;
/** One that has a checkpoint: it can be paused, and makes room for more urgent ones. */
const LONGER = {
  ...{ kind: 'train', queue: 'default' },
  arguments: { rows: 60, heldOutRows: 40, members: 1, epochs: 12, batchRows: 16 },
} as const;
const LONGER_SHARE = 0.15;

/** What people do with jobs while everything fails: they ask again until they are answered. */
export class StormPeople {
  /** Jobs that were accepted. */
  readonly accepted: string[] = [];
  readonly done: Record<string, number> = {};
  readonly #rig: PlantRig;
  readonly #random: Random;

  constructor(rig: PlantRig, random: Random) {
    this.#rig = rig;
    this.#random = random;
  }

  /** Submits each with a key of its own; sent again, it must make no second job. */
  async submit(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const headers = { 'idempotency-key': `storm-${this.accepted.length}` };
      const body = this.#random.uniform() < LONGER_SHARE ? LONGER : QUICK;
      const { jobId } = await persist(async () => {
        const response = await this.#rig.browser.send('POST', '/api/v1/jobs', body, headers);
        if (response.status !== 201) throw new Error(`${response.status}`);
        return (await response.json()) as Job;
      });
      this.accepted.push(jobId);
    }
  }

  /** Something with some job that has not ended; that it is too late for it is an answer, too. */
  async meddle(): Promise<void> {
    const live = (await this.all()).filter(({ state }) => !isFinal(state));
    if (live.length === 0) return;
    const { jobId, state } = this.#random.pick(live);
    const usual = this.#random.uniform() < 0.1 ? 'cancel' : 'hold';
    await this.#do(jobId, state === 'paused' ? 'release' : usual);
  }

  /** Lets go on what somebody holds back: else it would never end. */
  async releaseAll(): Promise<void> {
    for (const { jobId, state } of await this.all()) {
      if (state === 'paused') await this.#do(jobId, 'release');
    }
  }

  all(): Promise<JobRow[]> {
    return persist(async () => {
      const found: JobRow[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const page: { items: JobRow[]; nextCursor: string | null } = await this.#rig.get(
          `/api/v1/jobs?limit=200${after}`,
        );
        found.push(...page.items);
        after = page.nextCursor === null ? null : `&cursor=${page.nextCursor}`;
      }
      return found;
    });
  }

  async #do(jobId: string, what: 'cancel' | 'hold' | 'release'): Promise<void> {
    await persist(() => this.#rig.browser.send('POST', `/api/v1/jobs/${jobId}/${what}`));
    this.done[what] = (this.done[what] ?? 0) + 1;
  }
}

/** What is asked while the hub is away is asked again. */
export async function persist<Value>(ask: () => Promise<Value>): Promise<Value> {
  const giveUpMs = performance.now() + 60_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > giveUpMs) throw error;
      await Bun.sleep(200);
    }
  }
}
