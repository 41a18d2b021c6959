import {
  DeadLetterCause,
  JOB_ROUTES,
  Job,
  JobRequest,
  JobRow,
  JobStep,
  type KindRow,
  QueueRow,
} from '#schemas/http/jobs';
import { KeptModel, SyncRequest } from '#schemas/http/models';
import type { JobId } from '#schemas/ids/ids';
import { type FailureCause, isFinal, JOB_STATES, type JobState } from '#schemas/jobs/job';
import { JOB_KINDS } from '#schemas/jobs/job-kinds';
import type { JobLogLine } from '#schemas/jobs/messages';
import { QUEUE_NAMES, QUEUES, type QueueName } from '#schemas/jobs/queues';
import { type FakeHub, problem } from './fake-hub.ts';

const MINUTE_MS = 60_000;
const OWNERS = ['Ada', 'Olga', 'Ben'] as const;
const AGENTS = ['agent-1', 'agent-2'] as const;
const SENTENCES = ['The disk is full.', 'Out of GPU memory.', 'The model has no labels.'] as const;
const CAUSES: readonly FailureCause[] = ['failed', 'memory_limit', 'invalid'];
const TRACEBACK = 'Error: no room\n    at write (checkpoint.ts:41)\n    at train (run.ts:118)';
/** How kinds ended, as the hub counts it. */
const KINDS: readonly KindRow[] = [
  { kind: 'benchmark', ended: 200, succeeded: 190, retried: 12, retriedSucceeded: 9 },
  { kind: 'train', ended: 0, succeeded: 0, retried: 0, retriedSucceeded: 0 },
];
const ULID = '01HZX3T7Q0';

const fakeId = (prefix: string, i: number) => `${prefix}_${ULID}${String(i).padStart(16, '0')}`;

/** The job with this number: the larger, the later it was submitted. */
export function fakeJobId(i: number): JobId {
  return fakeId('jb', i) as JobId;
}

/** What the double of the hub knows of jobs: as many as asked for, made when they are read, filtered and paged as the hub would. */
export class FakeJobs {
  readonly asked: string[] = [];
  readonly sent: { what: string; body: unknown; key: string | null }[] = [];
  readonly log: JobLogLine[] = [];
  /** What differs from how a job was made up. */
  readonly changed = new Map<number, Partial<Job>>();
  readonly gone = new Set<number>();
  readonly paused = new Set<QueueName>();
  /** Jobs whose changing is refused. */
  readonly refused = new Set<number>();
  models: KeptModel[] = [1, 2].map((i) =>
    KeptModel.parse({
      ...{ sha256: `${i}a2b3c4d`.repeat(8), name: 'baseline', version: `1.0.${i}`, bytes: 155_000 },
      ...{ createdMs: Date.now() - i * 3_600_000, jobId: fakeJobId(i), agentId: 'agent-1' },
    }),
  );
  /** Why no job is taken; null: it is. */
  refusal: string | null = null;
  /** Answers never come. */
  silent = false;
  failing = false;
  private readonly count: number;
  private readonly hub: FakeHub;
  private readonly nowMs = Date.now();

  constructor(hub: FakeHub, count = 120) {
    this.count = count;
    this.hub = hub;
    for (const resource of ['jobs', 'queues', 'dead-letters', 'agents', 'models']) {
      hub.resources.set(resource, (request, url) => this.answer(request, url));
    }
  }

  job(i: number): Job {
    const state = JOB_STATES[i % JOB_STATES.length] ?? 'queued';
    return Job.parse({ ...this.row(i, state), ...detailsOf(i, state), ...this.changed.get(i) });
  }

  /** Makes this job a training, as far as it has come with so many losses told. */
  train(i: number, losses: readonly number[], more: Partial<Job> = {}): void {
    const epochs = 24;
    this.changed.set(i, {
      kind: 'train',
      arguments: JOB_KINDS.train.arguments.parse({ epochs }),
      share: losses.length / epochs,
      hasCheckpoint: true,
      preemptible: true,
      progress: {
        ...{ stage: 'training', member: 1, members: 3, epoch: losses.length, epochs, losses },
        leftS: 10 * (epochs - losses.length),
      },
      ...more,
    });
  }

  /** Something changed of this job, and the screens are told. */
  change(i: number, to: Partial<Job>): void {
    this.changed.set(i, { ...this.changed.get(i), ...to });
    this.tell(i);
  }

  /** The attempt said something more. */
  say(i: number, text: string): void {
    this.log.push({ line: (this.log.at(-1)?.line ?? 0) + 1, atMs: Date.now(), text });
    this.tell(i);
  }

  /** Screens are told that this job changed. */
  tell(i: number): void {
    this.hub.toChannel('jobs', { type: 'jobs', jobIds: [fakeJobId(i)] });
  }

  /** The number of the job that was submitted last. */
  get latest(): number {
    return this.count;
  }

  private row(i: number, state: JobState): JobRow {
    const createdMs = this.nowMs - (this.count - i) * MINUTE_MS;
    const isPlaced = !['queued', 'paused', 'skipped'].includes(state);
    const hasBegun = isPlaced && state !== 'leased';
    const isFailed = state === 'failed';
    return JobRow.parse({
      jobId: fakeJobId(i),
      kind: 'benchmark',
      queue: QUEUE_NAMES[i % QUEUE_NAMES.length],
      state,
      ownerId: fakeId('us', i % 3),
      ownerName: OWNERS[i % 3],
      createdMs,
      notBeforeMs: createdMs,
      startedMs: hasBegun ? createdMs + 1_000 : null,
      endedMs: isFinal(state) ? createdMs + 30_000 : null,
      attempt: isPlaced ? 1 : 0,
      retriesLeft: isFailed ? 0 : 3,
      agentId: isPlaced ? AGENTS[i % 2] : null,
      gpu: isPlaced && i % 2 === 1 ? 0 : null,
      gpuInstance: null,
      share: state === 'running' ? 0.42 : null,
      isEnding: false,
      isPausing: false,
      yieldsTo: null,
      preemptible: false,
      forecastMs: null,
      hasCheckpoint: false,
      waits: state === 'queued' ? '2 agents could do it; none is free now.' : null,
      cause: isFailed ? CAUSES[i % 3] : null,
      sentence: isFailed ? SENTENCES[i % 3] : null,
      archivedMs: null,
    });
  }

  private async answer(request: Request, url: URL): Promise<Response> {
    const path = url.pathname.slice('/api/v1/'.length);
    this.asked.push(`${request.method} ${path}${url.search}`);
    if (this.silent) return new Promise(() => undefined);
    if (this.failing) return problem('internal');
    const query = Object.fromEntries(url.searchParams);
    if (request.method === 'GET') return this.read(path, query);
    const body = request.headers.get('content-length') === '0' ? null : await request.text();
    const key = request.headers.get('idempotency-key');
    this.sent.push({
      what: `${request.method} ${path}`,
      body: body ? JSON.parse(body) : null,
      key,
    });
    return this.write(request.method, path, body ? JSON.parse(body) : {});
  }

  private read(path: string, query: Record<string, string>): Response {
    const [resource, id, sub] = path.split('/');
    if (resource === 'models') return this.readModels(sub);
    if (resource === 'agents') return Response.json({ agents: [] });
    if (resource === 'queues') return Response.json({ queues: this.queues(), kinds: KINDS });
    if (path === 'jobs') return Response.json(this.page(query, () => true));
    if (path === 'dead-letters/causes') return Response.json({ causes: this.causes() });
    if (path === 'dead-letters') {
      const archived = query.archived === 'true';
      return Response.json(
        this.page(query, (job) => job.state === 'failed' && (job.archivedMs !== null) === archived),
      );
    }
    const i = Number(id?.slice(-16));
    if (!(i >= 1 && i <= this.count) || this.gone.has(i)) {
      return problem('not_found', { detail: 'There is no such job.' });
    }
    if (sub === 'history') return Response.json({ steps: this.history(i) });
    if (sub === 'log') {
      const { after, limit } = JOB_ROUTES.jobLog.query.parse(query);
      const lines = this.log.filter(({ line }) => line > after).slice(0, limit);
      return Response.json({ attempt: this.job(i).attempt, lines });
    }
    return Response.json(this.job(i));
  }

  private write(method: string, path: string, body: Record<string, unknown>): Response {
    const [resource, id = '', sub] = path.split('/');
    if (resource === 'queues') return this.writeQueue(id as QueueName, sub);
    if (resource === 'models') return this.writeModels(method, id, body);
    if (path === 'jobs') {
      if (this.refusal !== null) return problem('conflict', { detail: this.refusal });
      const { needs, ...asked } = JobRequest.parse(body);
      this.changed.set(this.count, {
        ...this.row(this.count, 'queued'),
        ...{ kind: asked.kind, arguments: asked.arguments, needs },
      });
      return Response.json(this.job(this.count), { status: 201 });
    }
    const i = Number(id.slice(-16));
    if (this.refused.has(i)) return problem('conflict', { detail: 'It has ended already.' });
    if (method === 'DELETE') {
      this.gone.add(i);
      return new Response(null, { status: 204 });
    }
    const to: Record<string, Partial<Job>> = {
      cancel: { state: 'cancelled', waits: null, endedMs: Date.now() },
      hold:
        this.job(i).state === 'running'
          ? { isPausing: true }
          : { state: 'paused', waits: 'Somebody holds it back.' },
      release: { state: 'queued', waits: '2 agents could do it; none is free now.' },
      retry: { state: 'queued', endedMs: null, waits: '2 agents could do it; none is free now.' },
      archive: { archivedMs: Date.now() },
    };
    const given = body.arguments === undefined ? {} : { arguments: body.arguments as object };
    this.changed.set(i, { ...this.changed.get(i), ...to[sub ?? ''], ...given } as Partial<Job>);
    if (sub === 'archive') return new Response(null, { status: 204 });
    return Response.json(this.job(i));
  }

  private readModels(sub: string | undefined): Response {
    if (sub === 'content') {
      const headers = { 'content-disposition': 'attachment; filename="baseline-1.onnx"' };
      return new Response('a model', { headers });
    }
    return Response.json({ items: this.models, nextCursor: null, total: this.models.length });
  }

  private writeModels(method: string, id: string, body: Record<string, unknown>): Response {
    if (method === 'DELETE') {
      this.models = this.models.filter(({ sha256 }) => sha256 !== id);
      return new Response(null, { status: 204 });
    }
    const { agents } = SyncRequest.parse(body);
    const jobs = (agents ?? AGENTS).map((agentId) => ({ agentId, jobId: fakeJobId(1) }));
    return Response.json({ jobs }, { status: 202 });
  }

  private writeQueue(queue: QueueName, sub: string | undefined): Response {
    if (sub === 'purge') return Response.json({ cancelled: 7 });
    if (sub === 'pause') this.paused.add(queue);
    else this.paused.delete(queue);
    return new Response(null, { status: 204 });
  }

  private page(asked: Record<string, string>, fits: (job: Job) => boolean) {
    const query = JOB_ROUTES.jobs.query.safeParse(asked);
    const { limit, cursor, sort, q, state, queue, ownerId, agentId, from, to } = query.data!;
    const { sentence, cause } = asked;
    const isUp = sort === 'created';
    const after = cursor === undefined ? (isUp ? 0 : this.count + 1) : Number(cursor.slice(-16));
    const items: JobRow[] = [];
    let nextCursor: string | null = null;
    for (let i = after + (isUp ? 1 : -1); i >= 1 && i <= this.count; i += isUp ? 1 : -1) {
      if (this.gone.has(i)) continue;
      const job = this.job(i);
      const isWanted =
        fits(job) &&
        (state === undefined || state === job.state) &&
        (queue === undefined || queue === job.queue) &&
        (ownerId === undefined || ownerId === job.ownerId) &&
        (agentId === undefined || agentId === job.agentId) &&
        (from === undefined || job.createdMs >= from) &&
        (to === undefined || job.createdMs < to) &&
        (sentence === undefined || sentence === job.sentence) &&
        (cause === undefined || cause === job.cause) &&
        (q === undefined || `${job.jobId} ${job.sentence}`.toLowerCase().includes(q.toLowerCase()));
      if (!isWanted) continue;
      if (items.length === limit) {
        nextCursor = items.at(-1)?.jobId ?? null;
        break;
      }
      items.push(rowOf(job));
    }
    const isFiltered = state ?? queue ?? ownerId ?? agentId ?? from ?? to ?? sentence ?? cause ?? q;
    const isAll = nextCursor === null && cursor === undefined;
    return { items, nextCursor, total: isFiltered !== undefined && isAll ? items.length : null };
  }

  private queues(): QueueRow[] {
    return QUEUE_NAMES.map((queue, i) =>
      QueueRow.parse({
        queue,
        priority: QUEUES[queue].priority,
        pausedMs: this.paused.has(queue) ? Date.now() - 5 * MINUTE_MS : null,
        ...{ depth: i * 4, active: i, scheduled: i, retrying: i === 1 ? 2 : 0, held: 0 },
        failedLastHour: i === 2 ? 3 : 0,
        waitMs: i === 0 ? { p50: null, p95: null } : { p50: 40 * i, p95: 900 * i },
        runMs: i === 0 ? { p50: null, p95: null } : { p50: 12_400 * i, p95: 240_000 * i },
      }),
    );
  }

  private causes(): DeadLetterCause[] {
    return SENTENCES.map((sentence, i) =>
      DeadLetterCause.parse({
        ...{ cause: CAUSES[i], kind: 'benchmark', sentence, jobs: 12 - i * 4, people: 3 - i },
        lastMs: this.nowMs - (i + 1) * MINUTE_MS,
      }),
    );
  }

  private history(i: number): JobStep[] {
    const { createdMs, state, attempt, agentId, sentence } = this.job(i);
    const step = (n: number, happened: string, then: JobState, more: Partial<JobStep> = {}) =>
      JobStep.parse({
        ...{ step: n, atMs: createdMs + n * 700, attempt: n === 1 ? 0 : attempt, happened },
        ...{ state: then, agentId: null, actorName: null, cause: null, note: null, ...more },
      });
    const steps = [step(1, 'submit', 'queued', { actorName: 'Ada' })];
    if (attempt === 0) return steps;
    steps.push(step(2, 'lease', 'leased', { agentId }), step(3, 'start', 'running', { agentId }));
    if (state === 'failed') {
      steps.push(step(4, 'fail', 'failed', { agentId, cause: 'failed', note: sentence }));
    }
    return steps;
  }
}

function detailsOf(i: number, state: JobState): Partial<Job> {
  const result = {
    provider: 'cuda',
    featuresPerSecond: 1_840.2,
    inferencePerSecond: 22_800,
    trainingPerSecond: 51_000,
    trainingStepMs: 1.27,
  };
  return {
    arguments: { secondsEach: 2 },
    needs: { provider: 'cpu', gpuMemoryMb: null, sharesGpu: false, labels: [], agentId: null },
    limits: { ...JOB_KINDS.benchmark.limits },
    dependsOn: [],
    progress: state === 'running' ? { measuring: 'inference' } : null,
    result: state === 'succeeded' ? result : null,
    failure:
      state === 'failed'
        ? {
            cause: CAUSES[i % 3] ?? 'failed',
            sentence: SENTENCES[i % 3] ?? '',
            traceback: TRACEBACK,
          }
        : null,
  };
}

function rowOf(job: Job): JobRow {
  return JobRow.parse(
    Object.fromEntries(Object.keys(JobRow.shape).map((key) => [key, job[key as keyof Job]])),
  );
}
