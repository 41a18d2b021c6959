import type { CaptureOrder } from '#schemas/broker/captures';
import { addLosses, newLosses } from '#schemas/broker/losses';
import type { AssignedPoint, LaneReport, Watch } from '#schemas/broker/messages';
import type {
  Captured,
  FromLane,
  LaneFigures,
  LaneOrder,
  LaneReady,
  StreamPosition,
  ToldConditions,
} from './lane-messages.ts';
import { LaneProcess } from './lane-process.ts';

/** The first restart is at once; a lane that dies again and again waits longer each time, as its cause will not go by itself. */
const RESTART_MS = [0, 200, 500, 1000, 2000, 5000];
/** A lane that ran so long before it died has not died of its start. */
const HEALTHY_MS = 10_000;

export interface LaneSlotOptions {
  order: LaneOrder;
  clock: () => number;
  onReady: (ready: LaneReady) => void;
  /** What was last told of these points, by whichever lane. */
  toldOf: (points: readonly AssignedPoint[]) => ToldConditions;
  onTold: (told: ToldConditions) => void;
  onCaptured: (captured: Captured) => void;
  onLog: (json: string) => void;
  onDeath: (how: string, restartMs: number) => void;
}

/** One that takes longer to begin fails to, and is waited for no more. */
const READY_LIMIT_MS = 20_000;
/** A lane reports each second; one that is silent for so long hangs and is ended. */
const SILENT_MS = 15_000;

/** One lane for ever: a process, its successor when it dies, and the counters of both together. */
export class LaneSlot {
  readonly #options: LaneSlotOptions;
  #order: LaneOrder;
  #process: LaneProcess | null = null;
  #state: LaneReport['state'] = 'starting';
  #restarts = 0;
  #deathsInARow = 0;
  #startedMs = 0;
  #heardMs = 0;
  #stopping = false;
  #starts = 0;
  /** The end of its process was asked for: it is no death. */
  #asked = false;
  #replaced: () => void = () => undefined;
  #points: AssignedPoint[] = [];
  #resume: StreamPosition[] = [];
  #positions = new Map<string, StreamPosition>();
  #figures: LaneFigures;
  /** What processes that died had counted. */
  readonly #before = { losses: newLosses(), windowsDiagnosed: 0, windowsWarming: 0 };

  constructor(options: LaneSlotOptions) {
    this.#options = options;
    this.#order = options.order;
    this.#figures = noFigures(options.order.lane);
  }

  /** Streams of this lane by sensor, as last reported. */
  get positions(): ReadonlyMap<string, StreamPosition> {
    return this.#positions;
  }

  /** The number of its process, which is another after each restart. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  start(): void {
    const order = this.#order;
    this.#asked = false;
    this.#startedMs = this.#options.clock();
    this.#process = new LaneProcess({
      // Measuring again would keep the points waiting.
      order: { ...order, measure: order.measure && this.#starts++ === 0 },
      onMessage: (message) => this.#hear(message),
      onExit: (how) => this.#died(how),
    });
    this.#process.start();
  }

  /** Gives it its whole share; `resume` is what is known of streams that it has not carried itself. */
  assign(points: AssignedPoint[], resume: StreamPosition[]): void {
    this.#points = points;
    this.#resume = resume;
    this.#sendPoints();
  }

  /** Ends a process that hangs; its successor follows. To be called now and then. */
  check(): void {
    if (this.#state === 'running' && this.#options.clock() - this.#heardMs > SILENT_MS)
      this.#process?.kill();
  }

  watch(watch: Watch): void {
    this.#process?.send({ kind: 'watch', watch });
  }

  /** Hands on what of it is for points of this lane. */
  capture(order: CaptureOrder): void {
    const own = new Set<string>(this.#points.map(({ pointId }) => pointId));
    const points = order.points.filter((pointId) => own.has(pointId));
    if (points.length === 0 || this.#state !== 'running') return;
    this.#process?.send({ kind: 'capture', order: { ...order, points } });
  }

  renew(): void {
    this.#process?.send({ kind: 'renew' });
  }

  /** Whether its process, or the one that is about to start, computes as this order says. */
  worksBy({ provider, gpu }: LaneOrder): boolean {
    return this.#order.provider === provider && this.#order.gpu === gpu;
  }

  /** Ends the process in order; the next one works by `order`. Resolves when that is ready, or has not been for long. */
  async replace(order: LaneOrder, limitMs: number): Promise<void> {
    this.#order = order;
    this.#asked = true;
    const isReady = new Promise<void>((resolve) => {
      this.#replaced = resolve;
    });
    await this.#process?.stop(limitMs);
    await Promise.race([isReady, Bun.sleep(READY_LIMIT_MS)]);
  }

  async stop(limitMs: number): Promise<void> {
    this.#stopping = true;
    this.#replaced();
    await this.#process?.stop(limitMs);
  }

  /** The last figures, counters since the agent started. */
  report(): LaneReport {
    const losses = { ...this.#figures.losses };
    addLosses(losses, this.#before.losses);
    return {
      ...this.#figures,
      losses,
      windowsDiagnosed: this.#figures.windowsDiagnosed + this.#before.windowsDiagnosed,
      windowsWarming: this.#figures.windowsWarming + this.#before.windowsWarming,
      state: this.#state,
      restarts: this.#restarts,
    };
  }

  #hear(message: FromLane): void {
    if (message.kind === 'ready') {
      this.#state = 'running';
      this.#heardMs = this.#options.clock();
      this.#sendPoints();
      this.#replaced();
      this.#options.onReady(message.ready);
      return;
    }
    if (message.kind === 'told') {
      this.#options.onTold(message.told);
      return;
    }
    if (message.kind === 'captured') {
      this.#options.onCaptured(message);
      return;
    }
    if (message.kind === 'log') {
      this.#options.onLog(message.json);
      return;
    }
    this.#heardMs = this.#options.clock();
    this.#figures = message.figures;
    this.#positions = new Map(message.positions.map((position) => [position.sensorId, position]));
  }

  #sendPoints(): void {
    if (this.#state !== 'running') return;
    const told = this.#options.toldOf(this.#points);
    this.#process?.send({ kind: 'points', points: this.#points, resume: this.#resume, told });
  }

  #died(how: string): void {
    if (this.#stopping) return;
    if (this.#asked) {
      this.#state = 'starting';
      this.#keepCounters();
      this.start();
      return;
    }
    const now = this.#options.clock();
    this.#deathsInARow = now - this.#startedMs > HEALTHY_MS ? 1 : this.#deathsInARow + 1;
    this.#state = 'restarting';
    this.#restarts++;
    this.#keepCounters();
    const wait = RESTART_MS[Math.min(this.#deathsInARow, RESTART_MS.length) - 1];
    this.#options.onDeath(how, wait);
    setTimeout(() => this.#stopping || this.start(), wait);
  }

  /** The successor counts from zero and takes up the streams where they were last reported. */
  #keepCounters(): void {
    const { losses, windowsDiagnosed, windowsWarming } = this.#figures;
    addLosses(this.#before.losses, losses);
    this.#before.windowsDiagnosed += windowsDiagnosed;
    this.#before.windowsWarming += windowsWarming;
    this.#figures = noFigures(this.#order.lane);
    const own = [...this.#positions.values()];
    this.#resume = [...this.#resume.filter((p) => !this.#positions.has(p.sensorId)), ...own];
  }
}

function noFigures(lane: number): LaneFigures {
  return {
    lane,
    points: 0,
    windowsPerSecond: 0,
    windowsDiagnosed: 0,
    windowsWarming: 0,
    batchMean: 0,
    p50Ms: null,
    p99Ms: null,
    rssMb: 0,
    cpuCores: 0,
    losses: newLosses(),
    outboxDepth: 0,
  };
}
