/**
 * The ways through the agent, step by step; each step is one room's, and only here do rooms meet.
 *
 * Reading, in each lane (`ReadingWay`):
 *   broker      a frame arrives                        LaneDoor → frame
 *   readings    wait in line, check, cut into windows  Intake → SensorStream
 *   features    window → analysis with its signature   WindowFeatures
 *   inference   signatures of all points → scores      Batcher → OnnxModel
 *   results     scores → condition, summary, view      PointResults → Outbox
 *   broker      results and views leave                LaneDoor
 *
 * Captures, in each lane and then in the agent:
 *   readings    every checked frame is kept a while    SensorStream → SensorRing
 *   broker      an order arrives                       AgentDoor → CaptureDesk → Supervisor → LaneCaptures
 *   captures    the window is cut, coded and shelved   LaneCaptures → TrackShelf
 *   broker      what came of it is told                CaptureDesk → AgentDoor.captureNews
 *   files       tracks go to the hub                   CaptureDesk → FileExchange
 *
 * Jobs, in the agent (`AgentDoor`, `JobRunner`), each in a process of its own (`job-main.ts`):
 *   broker      an offer arrives                       AgentDoor → JobRunner.offer
 *   jobs        it is kept, and its process begins     JobLedger → JobProcess → kinds/<kind>/run.ts
 *   jobs        progress, log and end are gathered     JobNews, JobLedger
 *   broker      reports leave until they are receipted AgentDoor.report
 *
 * Files, in the agent (`makeHubWay`):
 *   broker      where the hub's API is                 AgentDoor → HubWay.told
 *   jobs        a job needs a file, or made one        JobProcess → AskedFiles, answerFileAsk
 *   files       part by part, each with its hash       FileExchange → FileFetcher, FileSender
 *   hub         with the agent's own credential        HubApi; CredentialRenewal when it is due
 *
 * Control, in the agent (`controlWay`):
 *   broker      an assignment or a watch arrives       AgentDoor
 *   lanes       it is spread over the lanes            Supervisor
 *   lanes       those whose card rests take another    KnownCards → laneDevice → Supervisor.reorder
 *   telemetry   what host and GPUs do                  HostWatch, GpuWatch
 *   health      what lanes, process and host report    → heartbeat
 *   broker      the heartbeat leaves                   AgentDoor
 */
import type {
  AgentDescription,
  Assignment,
  ConditionChange,
  Heartbeat,
  PointSummary,
  Watch,
} from '#schemas/broker/messages';
import { FrameDecoder } from '#schemas/frames/decode';
import type { JobAttempt } from '#schemas/jobs/job';
import type { MeasuredAgent } from '#schemas/metrics/agent-figures';
import type { ModelCard } from '#schemas/models/model-card';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { modelLabelIndex, modelThresholds, scatterScores } from '#signal/diagnosis/model-scores';
import type { Analysis } from '#signal/features/analysis';
import type { Clock } from './clock.ts';
import type { WindowFeatures } from './features/window-features.ts';
import { LatencyHistogram } from './health/latency-histogram.ts';
import type { ProcessLoad } from './health/process-load.ts';
import type { Batch, Slot } from './inference/batch.ts';
import { Batcher, type RunModel } from './inference/batcher.ts';
import {
  hearSpeed,
  type LanePoint,
  LanePoints,
  type LaneSensor,
  type SensorRings,
} from './lane-points.ts';
import type { KnownCards } from './lanes/lane-cards.ts';
import type { Supervisor } from './lanes/supervisor.ts';
import { errorField, type Log } from './log.ts';
import { Intake } from './readings/intake.ts';
import { WindowCutter } from './readings/window-cutter.ts';
import { closeView, type OpenView, openView } from './results/view-maker.ts';
import type { GpuWatch } from './telemetry/gpu-watch.ts';
import type { HostWatch } from './telemetry/host-watch.ts';

/** Work between two looks at the socket: longer slices delay what arrives meanwhile, shorter ones cost more turns. */
const SLICE_MS = 4;
/** Two seconds of 12 000 windows a second: a machine that is busy elsewhere for a moment loses nothing. */
const QUEUE_BYTES = 96 * 1024 * 1024;
const QUEUE_WAIT_MS = 2_000;
const NO_TIME = 'The agent has no time for this point: add a lane or an agent.';

export interface ReadingWayParts {
  features: WindowFeatures;
  /** Null where there is none: rules alone then judge. */
  model: { card: ModelCard; run: RunModel } | null;
  windowSamples: number;
  hopSamples: number;
  batch: { maxWindows: number; maxDelayMs: number };
  clock: Clock;
  log: Log;
  onChange: (change: ConditionChange) => void;
  onSummary: (summary: PointSummary) => void;
  /** Where the raw signal of each sensor is kept for a while; null: nowhere. */
  rings: SensorRings | null;
  /** False when the view could not leave. */
  sendView: (pointId: string, view: Uint8Array) => boolean;
  /** Bytes of frames that may wait; 96 MB unless told. */
  queueBytes?: number;
}

/** Carries frames of one lane's sensors to results. Nothing in here allocates for a window that nobody watches. */
export class ReadingWay {
  readonly points: LanePoints;
  readonly latency = new LatencyHistogram();
  windowsDiagnosed = 0;
  windowsWarming = 0;
  readonly #parts: ReadingWayParts;
  readonly #intake: Intake<LaneSensor>;
  readonly #batcher: Batcher<LanePoint>;
  readonly #views = new Map<Slot<LanePoint>, OpenView>();
  readonly #labelIndex: Uint8Array;
  readonly #scores = new Float32Array(FAULT_LABELS.length);
  #scheduled = false;
  #settled: (() => void)[] = [];

  constructor(parts: ReadingWayParts) {
    const { model, batch, log } = parts;
    this.#parts = parts;
    this.#labelIndex = model === null ? new Uint8Array(0) : modelLabelIndex(model.card);
    this.#intake = new Intake({
      maxBytes: parts.queueBytes ?? QUEUE_BYTES,
      maxWaitMs: QUEUE_WAIT_MS,
      clock: parts.clock,
      sensors: () => this.points.sensorsWorstFirst(),
      pass: (sensor, bytes, arrivedMs) => sensor.stream.shed(bytes, arrivedMs),
    });
    this.#batcher = new Batcher({
      ...batch,
      run: model?.run ?? (() => Promise.resolve(new Float32Array(0))),
      done: (done, scores) => this.#scored(done, scores),
      drained: () => this.#schedule(),
      failed: (error) => log('error', 'the model failed on a batch', errorField(error)),
    });
    this.points = new LanePoints({
      decoder: new FrameDecoder(),
      cutter: new WindowCutter(parts.windowSamples, parts.hopSamples),
      rateRule: model === null ? null : rateRuleOf(model.card),
      thresholds: model === null ? null : modelThresholds(model.card),
      rings: parts.rings,
      clock: parts.clock,
      onChange: parts.onChange,
      onSummary: parts.onSummary,
      sink: {
        window: (point, samples, endUs, arrivedMs) =>
          this.#window(point, samples, endUs, arrivedMs),
        restart: (point, rateHz, refusal) => this.#restart(point, rateHz, refusal),
        absent: (point, why) =>
          log('warn', 'a point has no data', { pointId: point.assigned.pointId, why }),
        isDue: (point, arrivedMs) => point.results.isDue(arrivedMs),
        passedOver: (point, samples, endUs, arrivedMs) =>
          point.results.refused(NO_TIME, samples, endUs, arrivedMs),
      },
    });
  }

  get batchMean(): number {
    return this.#batcher.batches === 0 ? 0 : this.#batcher.windows / this.#batcher.batches;
  }

  /** Points whose frames are passed over, as there is no time for them. */
  get pointsShed(): number {
    return this.points.countOf(this.#intake.shed);
  }

  /** Step 1: a frame has arrived. It waits in line, so that the socket is emptied whatever the work. */
  frame(sensorId: string, bytes: Uint8Array, arrivedMs: number): void {
    const sensor = this.points.sensor(sensorId);
    if (sensor === undefined) return;
    this.#intake.push(sensor, bytes, arrivedMs);
    this.#schedule();
  }

  /** Resolves when everything that has arrived has its result. */
  async settle(): Promise<void> {
    const settled = new Promise<void>((resolve) => this.#settled.push(resolve));
    this.#schedule();
    await settled;
  }

  /** Between two slices of work the event loop reads the socket and answers. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#work();
    });
  }

  /** Step 2: frames in turn are checked and cut, for one slice of time or until enough batches wait. */
  #work(): void {
    const until = this.#parts.clock() + SLICE_MS;
    while (!this.#batcher.busy) {
      const frame = this.#intake.take();
      if (frame === undefined) break;
      frame.from.stream.accept(frame.bytes, frame.arrivedMs);
      if (this.#parts.clock() >= until) break;
    }
    // While batches wait for the model, the end of the last of them goes on from here.
    if (this.#batcher.busy) return;
    if (this.#intake.length > 0) this.#schedule();
    else this.#rest();
  }

  #rest(): void {
    if (this.#settled.length === 0) return;
    this.#batcher.flush();
    if (!this.#batcher.idle) return;
    for (const settled of this.#settled.splice(0)) settled();
  }

  #restart(point: LanePoint, rateHz: number, refusal: string | null): void {
    const { features, hopSamples, clock } = this.#parts;
    if (refusal !== null) point.context = null;
    const why = refusal ?? features.begin(point, rateHz);
    point.rateHz = rateHz;
    point.results.begin(rateHz, hopSamples, clock(), why);
  }

  /** Steps 3 and 4: a window is analysed into its place in the batch. */
  #window(point: LanePoint, samples: Float32Array, endUs: number, arrivedMs: number): void {
    const { features, model } = this.#parts;
    const slot = this.#batcher.next();
    const watched = arrivedMs < point.watchedUntilMs;
    point.sensor.windows++;
    point.windowNumber++;
    slot.point = point;
    slot.endUs = endUs;
    slot.arrivedMs = arrivedMs;
    const { context } = point;
    if (context === null) clearAnalysis(slot.analysis);
    else features.analyze(context, samples, point.facts, watched, slot.analysis);
    if (point.speed !== null && !slot.analysis.warming)
      hearSpeed(point, point.speed, slot.analysis.estimatedShaftHz);
    if (watched) this.#views.set(slot, openView(samples, point.rateHz, point.windowNumber));
    if (slot.analysis.warming) this.#unjudged(slot, samples);
    else if (model === null || !point.results.levelsKnown)
      this.#judged(slot, null, this.#parts.clock());
    else this.#batcher.commit();
  }

  #unjudged(slot: Slot<LanePoint>, samples: Float32Array): void {
    this.windowsWarming++;
    const { point, endUs, arrivedMs } = slot;
    point?.results.unjudged(samples, endUs, arrivedMs, this.#parts.clock());
    this.#view(slot, null);
  }

  /** Step 5: the model has scored a batch. */
  #scored(batch: Batch<LanePoint>, scores: Float32Array | null): void {
    const now = this.#parts.clock();
    for (let i = 0; i < batch.count; i++) {
      if (scores !== null)
        scatterScores(scores, i * this.#labelIndex.length, this.#labelIndex, this.#scores);
      this.#judged(batch.slots[i], scores === null ? null : this.#scores, now);
    }
  }

  #judged(slot: Slot<LanePoint>, scores: Float32Array | null, now: number): void {
    const { point, analysis, endUs, arrivedMs } = slot;
    point?.results.judged(analysis, scores, endUs, arrivedMs, now);
    this.#view(slot, scores);
    this.windowsDiagnosed++;
    this.latency.add(now - arrivedMs);
  }

  /** Step 6: where somebody looks at the point, the window itself leaves too. */
  #view(slot: Slot<LanePoint>, scores: Float32Array | null): void {
    const open = this.#views.size === 0 ? undefined : this.#views.get(slot);
    if (open === undefined || slot.point === null) return;
    this.#views.delete(slot);
    const { point, analysis, endUs } = slot;
    const { condition } = point.results;
    const { pointId } = point.assigned;
    const result = { pointId, condition, atUs: endUs, speedRpm: point.facts.speedRpm, scores };
    const view = closeView(open, analysis, result, point.results.levelsKnown);
    if (!this.#parts.sendView(pointId, view)) point.sensor.stream.losses.viewsDropped++;
  }
}

/** A refused stream has no analysis: nothing of the slot's last window may show. */
function clearAnalysis(analysis: Analysis): void {
  analysis.warming = true;
  analysis.spectrum.bins = 0;
  analysis.envelopeSpectrum.bins = 0;
}

function rateRuleOf({ sampleRateHz, resample }: ModelCard) {
  const { trained: trainedHz, min: minHz, max: maxHz } = sampleRateHz;
  return { trainedHz, minHz, maxHz, resample };
}

export interface ControlWayParts {
  supervisor: Supervisor;
  load: ProcessLoad;
  host: HostWatch;
  gpus: GpuWatch;
  cards: KnownCards;
  agentId: string;
  epoch: string;
  clock: Clock;
  /** Jobs that it has. */
  jobs: () => JobAttempt[];
  /** How long the broker took to answer last. */
  brokerDelayMs: () => number | null;
}

/** What comes in for the agent goes to the lanes, what the lanes report becomes the heartbeat. */
export function controlWay({
  supervisor,
  load,
  host,
  gpus,
  cards,
  agentId,
  epoch,
  clock,
  jobs,
  brokerDelayMs,
}: ControlWayParts) {
  let revision = 0;
  let points = 0;
  let last: Heartbeat | null = null;
  return {
    assign(assignment: Assignment): void {
      revision = assignment.revision;
      points = assignment.points.length;
      cards.maintained(assignment.restingGpus ?? []);
      supervisor.assign(assignment.points, assignment.told);
      void supervisor.reorder();
    },
    /** Another agent of the same name has the points. */
    standBy(): void {
      if (points > 0) supervisor.assign([]);
      points = 0;
    },
    watch(watch: Watch): void {
      supervisor.watch(watch);
    },
    /** True when nothing is assigned: a draining agent may stop. */
    get drained(): boolean {
      return points === 0;
    },
    heartbeat(): Heartbeat {
      const atMs = Math.round(clock());
      const own = { agentId, epoch, atMs, revision, ...load.read() };
      const delay = { brokerDelayMs: brokerDelayMs() };
      const machine = { host: host.state(), gpu: gpus.state() };
      cards.heard(machine.gpu);
      void supervisor.reorder();
      last = { ...own, ...delay, ...machine, jobs: jobs(), lanes: supervisor.reports() };
      return last;
    },
    /** As the last heartbeat said: reading the loads anew would shorten the time that the next one covers. */
    measured(description: AgentDescription): MeasuredAgent {
      const lanes = last?.lanes ?? [];
      const loadWindowsPerSecond = lanes.reduce((sum, lane) => sum + lane.windowsPerSecond, 0);
      return {
        agentId,
        assignedPoints: points,
        loadWindowsPerSecond,
        description,
        heartbeat: last,
      };
    },
  };
}
