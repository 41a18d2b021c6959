import { said } from '#schemas/errors/said';
import type { JobId } from '#schemas/ids/ids';
import type { JobAttempt } from '#schemas/jobs/job';
import type { JobCancel, JobOffer } from '#schemas/jobs/messages';
import type { QueueName } from '#schemas/jobs/queues';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { JobAgent } from './job-agent.ts';
import type { JobBook } from './job-book.ts';
import type { KeptJob } from './kept-job.ts';
import type { Place } from './place-for.ts';
import { nextPlacement, type Placed, strengthOf } from './placement.ts';
import { type JobAtWork, nextPreemption } from './preemption.ts';
import { WaitingLine } from './waiting-line.ts';

/** Said again until it is answered: what is published while the broker is away is gone. */
const OFFER_AGAIN_MS = 2_000;
const CANCEL_AGAIN_MS = 400;
const PAUSE_AGAIN_MS = 2_000;
/** An agent that has not ended a job by then will be held to it when it is heard again. */
const CANCEL_LIMIT_MS = 2_000;
/** Jobs given out in one turn, so that no turn holds the event loop for long. */
const TURN_MAX = 16;

export interface DispatcherDeps {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** So long a job is left at work before it may have to make room. */
  readonly preemptAfterMs: number;
  readonly log: Log;
  readonly agents: () => readonly JobAgent[];
  readonly isReady: (jobId: JobId) => boolean;
  readonly isPaused: (queue: QueueName) => boolean;
  /** Whose share a job counts as: a team’s, or a person’s. */
  readonly groupOf: (job: KeptJob) => string;
  readonly speedOf: (agentId: string) => number;
  readonly offer: (agentId: string, offer: JobOffer) => void;
  readonly cancel: (agentId: string, cancel: JobCancel) => void;
}

/** What is known of an attempt that is out with an agent. */
interface Lease {
  readonly agentId: string;
  readonly attempt: number;
  untilMs: number;
  offeredMs: number;
  cancelSentMs: number;
  pauseSentMs: number;
}

/** Gives jobs to agents, keeps their leases, and takes back what an agent lost. */
export class Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #leases = new Map<JobId, Lease>();
  readonly #held = new Map<JobId, JobAtWork>();
  readonly #line: WaitingLine;
  /** Changes that are being stored: nothing else is begun with these jobs meanwhile. */
  readonly #busy = new Set<JobId>();
  #connected = false;
  #isWoken = false;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
    this.#line = new WaitingLine(deps);
  }

  /** Recalls what is out with agents; their leases begin anew, for the hub was deaf meanwhile. */
  start(): void {
    for (const job of this.#deps.book.live()) this.#note(job);
  }

  /** The broker came or went. While we hear nobody, silence means nothing. */
  connection(connected: boolean): void {
    this.#connected = connected;
    if (!connected) return;
    const untilMs = this.#deps.clock() + this.#deps.leaseMs;
    for (const lease of this.#leases.values()) lease.untilMs = Math.max(lease.untilMs, untilMs);
    this.wake();
  }

  /** A job stands differently now. */
  changed(job: KeptJob): void {
    this.#note(job);
    this.wake();
  }

  #note(job: KeptJob): void {
    const { jobId, agentId, attempt, gpu, gpuInstance } = job;
    if (job.state === 'queued') this.#line.put(job, this.#deps.clock());
    else this.#line.remove(jobId);
    const isOut = (job.state === 'leased' || job.state === 'running') && agentId !== null;
    if (!isOut) {
      this.#leases.delete(jobId);
      this.#held.delete(jobId);
    } else {
      this.#held.set(jobId, this.#atWork(job, { agentId, gpu, gpuInstance }));
      const lease = this.#leases.get(jobId);
      if (lease?.attempt !== attempt) this.#leases.set(jobId, this.#newLease(agentId, attempt));
    }
  }

  /** An agent said what it has: leases are renewed, and what is not its any more it is told to end. */
  heard(agentId: string, attempts: readonly JobAttempt[]): void {
    const { clock, leaseMs, cancel } = this.#deps;
    for (const { jobId, attempt } of attempts) {
      const lease = this.#leases.get(jobId);
      if (lease?.agentId === agentId && lease.attempt === attempt) {
        lease.untilMs = clock() + leaseMs;
      } else cancel(agentId, { jobId, attempt, isPause: false });
    }
  }

  /** What this agent has, or is being given. */
  heldBy(agentId: string): JobId[] {
    return [...this.#held.values()]
      .filter((one) => one.agentId === agentId)
      .map(({ jobId }) => jobId);
  }

  /** What waits for its turn, and what is out with agents. */
  line(): { rows: (readonly KeptJob[])[]; held: JobAtWork[] } {
    return { rows: this.#line.rows(), held: [...this.#held.values()] };
  }

  /** A turn soon: something changed that can let a job begin or has to be said. */
  wake(): void {
    if (this.#isWoken) return;
    this.#isWoken = true;
    setImmediate(() => {
      this.#isWoken = false;
      this.turn();
    });
  }

  /** Takes back, says again, gives out. To be called a few times a second, besides by `wake`. */
  turn(): void {
    const nowMs = this.#deps.clock();
    for (const [jobId, lease] of this.#leases) {
      const job = this.#deps.book.liveOne(jobId);
      if (job === null || this.#busy.has(jobId)) continue;
      if (job.cancelAskedMs !== null) this.#pressCancel(job, lease, nowMs, job.cancelAskedMs);
      else if (this.#connected) this.#look(job, lease, nowMs);
    }
    if (this.#connected) this.#giveOut(nowMs);
  }

  /** A person does not wait for a broker or an agent that is away: what it does later counts for nothing. */
  #pressCancel(job: KeptJob, lease: Lease, nowMs: number, askedMs: number): void {
    const { jobId, attempt } = job;
    if (nowMs - askedMs >= CANCEL_LIMIT_MS) this.#apply(job, { kind: 'cancelled' });
    else if (nowMs - lease.cancelSentMs >= CANCEL_AGAIN_MS) {
      lease.cancelSentMs = nowMs;
      this.#deps.cancel(lease.agentId, { jobId, attempt, isPause: false });
    }
  }

  #look(job: KeptJob, lease: Lease, nowMs: number): void {
    if (job.pauseAskedMs !== null && nowMs - lease.pauseSentMs >= PAUSE_AGAIN_MS) {
      lease.pauseSentMs = nowMs;
      const { jobId, attempt } = job;
      this.#deps.cancel(lease.agentId, { jobId, attempt, isPause: true });
    }
    if (nowMs >= lease.untilMs) {
      const lost = said('job_agent_lost', { agent: lease.agentId });
      const failure = { cause: 'agent_lost', ...lost, traceback: null } as const;
      this.#apply(job, { kind: 'fail', failure });
    } else if (job.state === 'leased' && nowMs - lease.offeredMs >= OFFER_AGAIN_MS) {
      this.#offer(job, lease, nowMs);
    }
  }

  #apply(job: KeptJob, command: Parameters<JobBook['apply']>[1]): void {
    const { book, log } = this.#deps;
    this.#busy.add(job.jobId);
    book
      .apply(job.jobId, command, { attempt: job.attempt })
      .catch((error) => log.error('how a job stands is not kept; tried again', error))
      .finally(() => this.#busy.delete(job.jobId));
  }

  #giveOut(nowMs: number): void {
    const { agents, groupOf, speedOf } = this.#deps;
    const able = agents();
    this.#line.turn(nowMs);
    for (let given = 0; given < TURN_MAX; given++) {
      const placed = nextPlacement({
        ready: this.#line.heads(),
        held: [...this.#held.values()],
        agents: able,
        nowMs,
        groupOf,
        speedOf,
      });
      if (placed === null) {
        this.#makeRoom(able, nowMs);
        return;
      }
      this.#lease(placed);
    }
    this.wake();
  }

  /** Nothing that waits fits anywhere: perhaps something less urgent can stand still meanwhile. */
  #makeRoom(agents: readonly JobAgent[], nowMs: number): void {
    const { preemptAfterMs, speedOf } = this.#deps;
    const held = [...this.#held.values()];
    const ready = this.#line.heads();
    const found = nextPreemption({
      ready,
      held,
      agents,
      nowMs,
      speedOf,
      atLeastMs: preemptAfterMs,
    });
    for (const { jobId } of found?.victims ?? []) {
      const victim = this.#deps.book.liveOne(jobId);
      if (victim === null || found === null || this.#busy.has(jobId)) continue;
      this.#apply(victim, { kind: 'yield', to: found.job.jobId });
    }
  }

  #atWork(job: KeptJob, place: Place): JobAtWork {
    const { jobId, queue, needs, preemptible, startedMs, cancelAskedMs, pauseAskedMs } = job;
    const sinceMs = startedMs ?? this.#deps.clock();
    return {
      ...{ jobId, queue, needs, preemptible, sinceMs },
      ...place,
      group: this.#deps.groupOf(job),
      strength: strengthOf(job, sinceMs),
      isLeaving: cancelAskedMs !== null || pauseAskedMs !== null,
    };
  }

  /** Kept before it is offered: an agent never has what the hub would forget. */
  #lease({ job, ...place }: Placed): void {
    const { book, log } = this.#deps;
    const { jobId } = job;
    this.#busy.add(jobId);
    this.#line.remove(jobId);
    this.#held.set(jobId, this.#atWork(job, place));
    book
      .apply(jobId, { kind: 'lease', ...place }, { attempt: job.attempt })
      .catch((error) => {
        log.error('no job is given out while the store cannot keep it', error);
        return null;
      })
      .then((leased) => {
        this.#busy.delete(jobId);
        if (leased === null) this.#takeBack(jobId);
      });
  }

  /** It was not given out after all: it waits for the next turn, not at once, for a full disk does not pass in a moment. */
  #takeBack(jobId: JobId): void {
    this.#held.delete(jobId);
    const job = this.#deps.book.liveOne(jobId);
    if (job !== null) this.#note(job);
  }

  #newLease(agentId: string, attempt: number): Lease {
    const nowMs = this.#deps.clock();
    const never = Number.NEGATIVE_INFINITY;
    const untilMs = nowMs + this.#deps.leaseMs;
    return { agentId, attempt, untilMs, offeredMs: never, cancelSentMs: never, pauseSentMs: never };
  }

  #offer(job: KeptJob, lease: Lease, nowMs: number): void {
    lease.offeredMs = nowMs;
    const { jobId, attempt, kind, gpu, gpuInstance, limits } = job;
    const { provider } = job.needs;
    this.#deps.offer(lease.agentId, {
      ...{ jobId, attempt, kind, provider, gpu, limits },
      ...(gpuInstance === null ? {} : { gpuInstance }),
      arguments: { ...job.arguments } as JobOffer['arguments'],
    });
  }
}
