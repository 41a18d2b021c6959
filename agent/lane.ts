import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CaptureOrder } from '#schemas/broker/captures';
import { addLosses, newLosses } from '#schemas/broker/losses';
import type { ConditionChange, PointSummary, Watch } from '#schemas/broker/messages';
import { describeError } from '#schemas/errors/tremolo-error';
import { LaneDoor } from './broker/lane-door.ts';
import { LaneCaptures } from './captures/lane-captures.ts';
import { TrackShelf } from './captures/track-shelf.ts';
import { systemClock } from './clock.ts';
import { WindowFeatures } from './features/window-features.ts';
import { ReadingWay, type ReadingWayParts } from './flows.ts';
import { ProcessLoad } from './health/process-load.ts';
import { OnnxModel } from './inference/onnx-model.ts';
import { measureLane } from './lane-capacity.ts';
import type { FromLane, LaneOrder, LaneReady, ToLane } from './lanes/lane-messages.ts';
import { errorField, type Log } from './log.ts';
import { BASELINE_MODEL_PATH, type LoadedModel, loadModel } from './models/load-model.ts';
import { Outbox } from './results/outbox.ts';

/** How often gathered summaries leave: ten batches a second spread the work of the hub. */
const FLUSH_MS = 100;
const REPORT_MS = 1000;
/** Without a model: 80 ms of a usual sensor, a length that the transforms like. */
const DEFAULT_WINDOW = 2048;

export interface LaneParts {
  log: Log;
  report: (message: FromLane) => void;
}

interface OpenModel extends Pick<LoadedModel, 'card' | 'sha256'> {
  session: OnnxModel;
}

/** Puts the rooms of one lane together, starts them in order, ticks them and stops them. */
export class Lane {
  readonly #parts: LaneParts;
  readonly #load = new ProcessLoad(systemClock);
  readonly #lost = newLosses();
  readonly #timers: Timer[] = [];
  #order!: LaneOrder;
  #way!: ReadingWay;
  #door!: LaneDoor;
  #captures!: LaneCaptures;
  /** The lane's own first, then those that a larger number of lanes left behind. */
  #outboxes: Outbox[] = [];
  #changes: ConditionChange[] = [];
  #summaries: PointSummary[] = [];
  #diagnosedBefore = 0;
  #reportedMs = systemClock();

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  async start(order: LaneOrder): Promise<void> {
    this.#order = order;
    const { settings, lane } = order;
    const { model, refusal } = await this.#openModel();
    const windowSamples = model?.card.windowSamples ?? DEFAULT_WINDOW;
    const hopSamples = model?.card.hopSamples ?? DEFAULT_WINDOW;
    const parts: ReadingWayParts = {
      features: await WindowFeatures.load(windowSamples, hopSamples),
      model:
        model === null
          ? null
          : { card: model.card, run: (input, count) => model.session.run(input, count) },
      windowSamples,
      hopSamples,
      batch: settings.batch,
      rings: null,
      clock: systemClock,
      log: this.#parts.log,
      onChange: (change) => this.#change(change),
      onSummary: (summary) => this.#summaries.push(summary),
      sendView: (pointId, view) => this.#door.sendView(pointId, view),
    };
    const windowsPerSecond = order.measure ? await measureLane(parts) : null;
    this.#captures = this.#openCaptures();
    this.#way = new ReadingWay({ ...parts, rings: this.#captures });
    this.#outboxes = [lane, ...order.orphans].map((number) => this.#outbox(number));
    for (const outbox of this.#outboxes) outbox.start();
    this.#door = this.#openDoor();
    this.#door.start();
    this.#timers.push(setInterval(() => this.#flush(), FLUSH_MS));
    this.#timers.push(setInterval(() => this.#report(), REPORT_MS));
    const ready: LaneReady = {
      windowsPerSecond,
      model: model && { name: model.card.name, version: model.card.version, sha256: model.sha256 },
      modelRefusal: refusal,
    };
    this.#parts.report({ kind: 'ready', ready });
  }

  assign({ points, resume, told }: Extract<ToLane, { kind: 'points' }>): void {
    this.#way.points.assign(points, resume, told);
    this.#door.follow(this.#way.points.sensorIds);
  }

  watch(watch: Watch): void {
    this.#way.points.watch(watch);
  }

  capture(order: CaptureOrder): void {
    this.#captures.order(order);
  }

  /** The credential on the disk is another one. */
  renew(): void {
    this.#door.renew();
  }

  /** What has arrived gets its result, and what could not be sent stays on disk for the next start. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#way.settle();
    this.#way.points.close();
    await this.#captures.stop();
    this.#flushChanges();
    this.#flush();
    await this.#door.stop();
    for (const outbox of this.#outboxes) outbox.stop();
  }

  async #openModel(): Promise<{ model: OpenModel | null; refusal: string | null }> {
    const { settings, provider } = this.#order;
    try {
      const { bytes, card, sha256 } = await loadModel(settings.modelFile ?? BASELINE_MODEL_PATH);
      const session = await OnnxModel.open(bytes, card, provider);
      return { model: { card, sha256, session }, refusal: null };
    } catch (error) {
      this.#parts.log('error', 'no model: rules alone judge', errorField(error));
      return { model: null, refusal: describeError(error).slice(0, 240) };
    }
  }

  #outbox(number: number): Outbox {
    const { settings, lane } = this.#order;
    const { log } = this.#parts;
    return new Outbox({
      directory: join(settings.dataDir, 'outbox', `lane-${number}`),
      agentId: settings.agentId,
      lane,
      epoch: `${Date.now().toString(36)}${randomBytes(4).toString('hex')}`,
      maxBytes: (settings.outbox.maxMb * 2 ** 20) / settings.lanes,
      inFlight: settings.outbox.inFlight,
      resendAfterMs: settings.outbox.resendAfterMs,
      clock: systemClock,
      send: (payload) => this.#door.sendResults(payload),
      dropped: (summaries) => {
        this.#lost.summariesDropped += summaries;
      },
      diskFailed: (error) => log('error', 'the outbox cannot write', errorField(error)),
    });
  }

  #openCaptures(): LaneCaptures {
    const { settings } = this.#order;
    const { keptSeconds, maxMemoryMb } = settings.captures;
    const shelf = new TrackShelf(join(settings.dataDir, 'captures'));
    shelf.start();
    return new LaneCaptures({
      shelf,
      keptMs: keptSeconds * 1_000,
      maxBytes: (maxMemoryMb * 2 ** 20) / settings.lanes,
      clock: systemClock,
      pointOf: (pointId) => this.#way.points.point(pointId)?.assigned ?? null,
      say: (captureId, track) => this.#parts.report({ kind: 'captured', captureId, track }),
    });
  }

  #openDoor(): LaneDoor {
    const { settings, lane, epoch } = this.#order;
    return new LaneDoor({
      epoch,
      access: settings.broker,
      agentId: settings.agentId,
      lane,
      clock: systemClock,
      log: this.#parts.log,
      onFrame: (sensorId, bytes, arrivedMs) => this.#way.frame(sensorId, bytes, arrivedMs),
      onReceipt: (receipt) => {
        for (const outbox of this.#outboxes) outbox.receipt(receipt);
      },
      onUp: () => {
        for (const outbox of this.#outboxes) outbox.reconnected();
      },
    });
  }

  /** Changes leave at once, those of one turn in one message. */
  #change(change: ConditionChange): void {
    if (this.#changes.push(change) === 1) setImmediate(() => this.#flushChanges());
  }

  #flushChanges(): void {
    const changes = this.#changes;
    this.#changes = [];
    if (changes.length === 0) return;
    this.#outboxes[0].addChanges(changes);
    const told = Object.fromEntries(changes.map(({ pointId, to }) => [pointId, to]));
    this.#parts.report({ kind: 'told', told });
  }

  #flush(): void {
    const summaries = this.#summaries;
    this.#summaries = [];
    this.#outboxes[0].addSummaries(summaries);
    for (const outbox of this.#outboxes) outbox.pump();
    this.#captures.turn();
  }

  #report(): void {
    const way = this.#way;
    const now = systemClock();
    const seconds = (now - this.#reportedMs) / 1000;
    const windowsPerSecond = (way.windowsDiagnosed - this.#diagnosedBefore) / seconds;
    this.#reportedMs = now;
    this.#diagnosedBefore = way.windowsDiagnosed;
    const losses = way.points.losses();
    addLosses(losses, this.#lost);
    const figures = {
      lane: this.#order.lane,
      points: way.points.size,
      pointsShed: way.pointsShed,
      windowsPerSecond,
      windowsDiagnosed: way.windowsDiagnosed,
      windowsWarming: way.windowsWarming,
      batchMean: way.batchMean,
      p50Ms: way.latency.quantile(0.5),
      p99Ms: way.latency.quantile(0.99),
      ...this.#load.read(),
      losses,
      outboxDepth: this.#outboxes.reduce((sum, outbox) => sum + outbox.depth, 0),
    };
    way.latency.clear();
    this.#parts.report({ kind: 'report', figures, positions: way.points.positions() });
  }
}
