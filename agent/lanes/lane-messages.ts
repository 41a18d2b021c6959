import type { CaptureNewsTrack, CaptureOrder } from '#schemas/broker/captures';
import type { AssignedPoint, LaneReport, Watch } from '#schemas/broker/messages';
import type { AgentSettings } from '#schemas/config/agent-settings';
import type { Condition } from '#schemas/readings/finding';

/** All that a lane needs to begin. */
export interface LaneOrder {
  settings: AgentSettings;
  lane: number;
  /** Of the run of the agent. */
  epoch: string;
  /** Lanes whose outboxes this one empties besides its own: the agent had more lanes before. */
  orphans: number[];
  provider: 'tensorrt' | 'cuda' | 'webgpu' | 'cpu';
  /** The only card that it is to see, by UUID; null: whatever the provider takes. */
  gpu: string | null;
  /** Measure the windows a second that the lane carries before it is ready. */
  measure: boolean;
}

/** Where a sensor's stream stands, for whoever takes over. */
export interface StreamPosition {
  sensorId: string;
  /** The next sequence number; null before the first frame. */
  expected: number | null;
  /** Measured, all points of the sensor. */
  windowsPerSecond: number;
}

/** The condition last told of points, by their ids. */
export type ToldConditions = Record<string, Condition>;

/** From the agent to a lane. */
export type ToLane =
  | { kind: 'begin'; order: LaneOrder }
  /** The lane's whole share; `resume` holds streams that another lane, or this one before it died, has begun. */
  | { kind: 'points'; points: AssignedPoint[]; resume: StreamPosition[]; told: ToldConditions }
  | { kind: 'watch'; watch: Watch }
  /** Raw signal of some of its points is to be kept; points of other lanes are among them. */
  | { kind: 'capture'; order: CaptureOrder }
  /** The credential on the disk is another one. */
  | { kind: 'renew' }
  | { kind: 'stop' };

/** What a lane says of itself each second; state and restarts are the agent's to tell. */
export type LaneFigures = Omit<LaneReport, 'state' | 'restarts'>;

/** How a lane began. */
export interface LaneReady {
  /** Null when it was not asked to measure. */
  windowsPerSecond: number | null;
  model: { name: string; version: string; sha256: string } | null;
  /** Why rules alone judge, in one sentence. */
  modelRefusal: string | null;
}

/** What came of capturing a point. */
export interface Captured {
  readonly captureId: CaptureOrder['captureId'];
  readonly track: CaptureNewsTrack;
}

/** From a lane to the agent. */
export type FromLane =
  | { kind: 'ready'; ready: LaneReady }
  /** Sent with each change, so that a successor knows it whatever happens next. */
  | { kind: 'told'; told: ToldConditions }
  | ({ kind: 'captured' } & Captured)
  /** A line of its log, as it stands on stderr. */
  | { kind: 'log'; json: string }
  | { kind: 'report'; figures: LaneFigures; positions: StreamPosition[] };
