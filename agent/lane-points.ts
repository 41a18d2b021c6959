import { addLosses, newLosses } from '#schemas/broker/losses';
import type {
  AssignedPoint,
  ConditionChange,
  LossCounters,
  PointSummary,
  Watch,
} from '#schemas/broker/messages';
import type { FrameDecoder } from '#schemas/frames/decode';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { Condition } from '#schemas/readings/finding';
import type { PointContext } from '#signal/features/point-context';
import type { Clock } from './clock.ts';
import type { StreamPosition, ToldConditions } from './lanes/lane-messages.ts';
import type { WindowSink } from './readings/point-windows.ts';
import type { RateRule } from './readings/rate-rule.ts';
import { type FrameKeeper, SensorStream } from './readings/sensor-stream.ts';
import type { WindowCutter } from './readings/window-cutter.ts';
import { EstimatedSpeed } from './results/estimated-speed.ts';
import { PointResults } from './results/point-results.ts';

/** A sensor of this lane: its stream and the points on its axes. */
export interface LaneSensor {
  readonly sensorId: string;
  readonly stream: SensorStream<LanePoint>;
  /** Windows so far, and when and how many at the last report. */
  windows: number;
  reported: { windows: number; atMs: number };
}

/** A point of this lane with what each room keeps for it. */
export interface LanePoint {
  assigned: AssignedPoint;
  readonly sensor: LaneSensor;
  readonly results: PointResults;
  /** One object as long as the facts stay the same: the analysis works out the bearing's lines once for each. */
  facts: MachineFacts;
  /** Of a point whose speed is to be read from its signal. */
  speed: EstimatedSpeed | null;
  context: PointContext | null;
  rateHz: number;
  watchedUntilMs: number;
  windowNumber: number;
}

/** The raw signal of the last seconds, sensor by sensor. */
export interface SensorRings {
  ringOf(sensorId: string): FrameKeeper;
  /** The lane carries this sensor no more. */
  drop(sensorId: string): void;
}

export interface LanePointsParts {
  decoder: FrameDecoder;
  cutter: WindowCutter;
  rateRule: RateRule | null;
  thresholds: Float32Array | null;
  sink: WindowSink<LanePoint>;
  /** Where the raw signal of each sensor is kept for a while; null: nowhere. */
  rings: SensorRings | null;
  clock: Clock;
  onChange: (change: ConditionChange) => void;
  onSummary: (summary: PointSummary) => void;
}

const WATCH_LEAST_MS = 3_000;
const WATCH_MOST_MS = 60_000;

/** A step that spreads first summaries over the second for any number of points. */
const SUMMARY_STEP_MS = 137;

/** What is bad already is watched longest; the rest is told apart by nothing. */
const BADNESS: Readonly<Record<Condition, number>> = {
  not_graded: 0,
  warming: 0,
  good: 0,
  advisory: 1,
  warning: 2,
  danger: 3,
};

/** The share of one lane: which points it carries, each with the state of its stream. */
export class LanePoints {
  readonly #parts: LanePointsParts;
  readonly #points = new Map<string, LanePoint>();
  readonly #sensors = new Map<string, LaneSensor>();
  /** Of sensors that this lane carries no more. */
  readonly #pastLosses = newLosses();
  #made = 0;

  constructor(parts: LanePointsParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#points.size;
  }

  point(pointId: string): LanePoint | undefined {
    return this.#points.get(pointId);
  }

  get sensorIds(): Iterable<string> {
    return this.#sensors.keys();
  }

  sensor(sensorId: string): LaneSensor | undefined {
    return this.#sensors.get(sensorId);
  }

  /** Sensors of points in a bad condition first, and of equal ones those first that came to this lane first. */
  sensorsWorstFirst(): LaneSensor[] {
    const rank = new Map<LaneSensor, number>();
    for (const { sensor, results } of this.#points.values())
      rank.set(sensor, Math.max(rank.get(sensor) ?? 0, BADNESS[results.condition]));
    return [...this.#sensors.values()].sort((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0));
  }

  /** Points on these sensors. */
  countOf(sensors: ReadonlySet<LaneSensor>): number {
    if (sensors.size === 0) return 0;
    let count = 0;
    for (const { sensor } of this.#points.values()) if (sensors.has(sensor)) count++;
    return count;
  }

  /**
   * Replaces the share. Points that stay keep their state; `resume` and `told` say where other lanes left streams and
   * points that are new here.
   */
  assign(
    points: readonly AssignedPoint[],
    resume: readonly StreamPosition[],
    told: ToldConditions,
  ): void {
    const wanted = new Map(points.map((point) => [point.pointId as string, point]));
    for (const [pointId, point] of this.#points) {
      const next = wanted.get(pointId);
      if (next !== undefined && samePlace(next, point.assigned)) this.#update(point, next);
      else this.#remove(pointId, point);
    }
    const positions = new Map(resume.map((position) => [position.sensorId, position]));
    for (const [pointId, assigned] of wanted)
      if (!this.#points.has(pointId))
        this.#add(assigned, positions.get(assigned.sensorId), told[pointId] ?? 'warming');
  }

  /** Tells what has been judged and is not told yet: the lane ends. */
  close(): void {
    for (const { results } of this.#points.values()) results.close(this.#parts.clock());
  }

  /** Views of these points are wanted until then, of all others no more. */
  watch({ points, untilMs: asked }: Watch): void {
    const watched = new Set<string>(points);
    // The hub's clock need not be ours: it repeats the message, so a few seconds from now are always meant.
    const now = this.#parts.clock();
    const untilMs = Math.min(Math.max(asked, now + WATCH_LEAST_MS), now + WATCH_MOST_MS);
    for (const [pointId, point] of this.#points)
      point.watchedUntilMs = watched.has(pointId) ? untilMs : 0;
  }

  /** All losses since the start. */
  losses(): LossCounters {
    const sum = { ...this.#pastLosses };
    for (const { stream } of this.#sensors.values()) addLosses(sum, stream.losses);
    return sum;
  }

  /** Where every stream stands, with its rate since the last call. */
  positions(): StreamPosition[] {
    const now = this.#parts.clock();
    return [...this.#sensors.values()].map((sensor) => {
      const { sensorId, stream, windows, reported } = sensor;
      const seconds = Math.max(0.001, (now - reported.atMs) / 1000);
      sensor.reported = { windows, atMs: now };
      return {
        sensorId,
        expected: stream.expected,
        windowsPerSecond: (windows - reported.windows) / seconds,
      };
    });
  }

  #add(assigned: AssignedPoint, position: StreamPosition | undefined, held: Condition): void {
    const { thresholds, clock, onChange, onSummary } = this.#parts;
    const { pointId, sensorId, axis, unit, scale, facts } = assigned;
    const sensor = this.#sensors.get(sensorId) ?? this.#addSensor(sensorId, position);
    const results = new PointResults({
      pointId,
      unit,
      facts,
      thresholds,
      losses: sensor.stream.losses,
      health: () => sensor.stream.healthOf(axis),
      held,
      firstSummaryMs: clock() + ((this.#made++ * SUMMARY_STEP_MS) % 1000),
      onChange,
      onSummary,
    });
    const state = { context: null, rateHz: 0, watchedUntilMs: 0, windowNumber: 0 };
    const speed = estimateOf(facts);
    const point = { assigned, sensor, results, facts, speed, ...state };
    this.#points.set(pointId, point);
    sensor.stream.addPoint(axis, unit, point, scale);
  }

  #addSensor(sensorId: string, position: StreamPosition | undefined): LaneSensor {
    const { decoder, cutter, rateRule, sink, rings, clock } = this.#parts;
    const keeper = rings?.ringOf(sensorId) ?? null;
    const stream = new SensorStream<LanePoint>({ decoder, cutter, rateRule, sink, keeper });
    if (position?.expected != null) stream.resumeAt(position.expected);
    const sensor = { sensorId, stream, windows: 0, reported: { windows: 0, atMs: clock() } };
    this.#sensors.set(sensorId, sensor);
    return sensor;
  }

  #update(point: LanePoint, next: AssignedPoint): void {
    const before = point.assigned;
    point.assigned = next;
    if (JSON.stringify(before.facts) === JSON.stringify(next.facts)) return;
    point.speed = estimateOf(next.facts);
    point.facts = next.facts;
    point.results.facts = next.facts;
  }

  #remove(pointId: string, { sensor, assigned, results }: LanePoint): void {
    results.close(this.#parts.clock());
    this.#points.delete(pointId);
    if (!sensor.stream.removePoint(assigned.axis)) return;
    addLosses(this.#pastLosses, sensor.stream.losses);
    this.#sensors.delete(sensor.sensorId);
    this.#parts.rings?.drop(sensor.sensorId);
  }
}

/** One window of a point whose speed is read from its signal: from the next on, lines are looked for where it says. */
export function hearSpeed(point: LanePoint, speed: EstimatedSpeed, shaftHz: number): void {
  if (!speed.take(shaftHz)) return;
  point.facts = { ...point.facts, speedRpm: speed.rpm };
  point.results.facts = point.facts;
}

/** A speed that somebody said is not estimated. */
function estimateOf({ speedRpm, speedFromSignal }: MachineFacts): EstimatedSpeed | null {
  return speedRpm === null && speedFromSignal ? new EstimatedSpeed() : null;
}

/** Another sensor, axis, unit or scale makes it another stream. */
function samePlace(a: AssignedPoint, b: AssignedPoint): boolean {
  return a.sensorId === b.sensorId && a.axis === b.axis && a.unit === b.unit && a.scale === b.scale;
}
