import type { GpuState } from '#schemas/broker/gpu';
import { topic } from '#schemas/broker/topics';
import type { JobAttempt } from '#schemas/jobs/job';
import type { JobCancel, JobOffer, JobReceipt, JobReport } from '#schemas/jobs/messages';
import { type Heard, PlantClient } from './plant-box.ts';
import { agentSays, heartbeatOf } from './plant-messages.ts';

const SAY_AGAIN_MS = 400;

/** Reports as a test writes them; who, which and when are filled in. */
type Said = JobReport extends infer One
  ? One extends JobReport
    ? Omit<One, 'agentId' | 'jobId' | 'attempt' | 'atMs'>
    : never
  : never;

export const BENCHMARK_RESULT = {
  provider: 'cpu' as const,
  featuresPerSecond: 1_000,
  inferencePerSecond: 5_000,
  trainingPerSecond: 2_000,
  trainingStepMs: 12,
};

/** An agent of the test that is given jobs and says of them what the test wants. */
export class FakeJobAgent {
  readonly agentId: string;
  readonly #room: object;
  offers!: Heard<JobOffer>;
  cancels!: Heard<JobCancel>;
  receipts!: Heard<JobReceipt>;
  /** What its machine has. */
  gpu: GpuState = { gpus: [], trouble: null };
  /** What its heartbeat names. */
  has: JobAttempt[] = [];
  #client!: PlantClient;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(agentId: string, room: object = {}) {
    this.agentId = agentId;
    this.#room = { kinds: ['benchmark'], slots: 1, labels: [], ...room };
  }

  async start(url: string): Promise<void> {
    const { agentId } = this;
    this.#client = await PlantClient.connect(url, { agentId });
    this.offers = await this.#client.hear(topic('jobOffer', agentId));
    this.cancels = await this.#client.hear(topic('jobCancel', agentId));
    this.receipts = await this.#client.hear(topic('jobReceipt', agentId));
    const description = { ...agentSays(agentId), jobs: this.#room };
    await this.#client.say(topic('agentDescription', agentId), description, true);
    await this.#client.say(topic('agentStatus', agentId), { status: 'online', atMs: 0 }, true);
    this.beat();
    this.#timer = setInterval(() => this.beat(), 200);
  }

  /** The offer of this job, or of its given attempt. */
  offered(jobId: string, attempt?: number): Promise<JobOffer> {
    return this.offers.first(
      (offer) => offer.jobId === jobId && (attempt ?? offer.attempt) === offer.attempt,
    );
  }

  async report({ jobId, attempt }: JobAttempt, said: Said): Promise<void> {
    const { agentId } = this;
    const report = { agentId, jobId, attempt, atMs: Date.now(), ...said };
    await this.#client.say(topic('jobReport', agentId), report);
  }

  receipted({ jobId, attempt }: JobAttempt, what: JobReceipt['what']): Promise<JobReceipt> {
    return this.receipts.first(
      (one) => one.jobId === jobId && one.attempt === attempt && one.what === what,
    );
  }

  /** Takes the job up: from now on its heartbeat names it. */
  async begin(offer: JobOffer): Promise<void> {
    const { jobId, attempt } = offer;
    this.has = [...this.has, { jobId, attempt }];
    await this.#tell(offer, { what: 'started' });
  }

  async end(offer: JobOffer, said: Extract<Said, { what: 'ended' }>): Promise<void> {
    this.has = this.has.filter(({ jobId }) => jobId !== offer.jobId);
    await this.#tell(offer, said);
  }

  /** As an agent does: again and again until the hub has it, which may just be starting. */
  async #tell(offer: JobOffer, said: Extract<Said, { what: 'started' | 'ended' }>): Promise<void> {
    await this.report(offer, said);
    const again = setInterval(() => void this.report(offer, said), SAY_AGAIN_MS);
    await this.receipted(offer, said.what);
    clearInterval(again);
  }

  succeed(offer: JobOffer): Promise<void> {
    return this.end(offer, { what: 'ended', outcome: 'succeeded', result: BENCHMARK_RESULT });
  }

  fail(offer: JobOffer, cause: 'failed' | 'invalid' | 'crashed' = 'failed'): Promise<void> {
    const failure = { cause, sentence: 'The disk is full.', traceback: 'at run (run.ts:1)' };
    return this.end(offer, { what: 'ended', outcome: 'failed', failure });
  }

  beat(): void {
    const heartbeat = { ...heartbeatOf(this.agentId, 0), gpu: this.gpu, jobs: this.has };
    void this.#client.say(topic('heartbeat', this.agentId), heartbeat);
  }

  /** Says that it goes, as its last will would. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    const gone = { status: 'offline', atMs: Date.now() };
    await this.#client.say(topic('agentStatus', this.agentId), gone, true);
  }

  /** Silent from now on, as if its machine had lost its power. */
  kill(): void {
    clearInterval(this.#timer);
    this.#client.kill();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#client.end();
  }
}
