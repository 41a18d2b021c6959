import { z } from 'zod';
import { TrackFacts } from '#schemas/captures/track';
import { AlarmId, CaptureId, CaptureRuleId, PointId, UserId } from '#schemas/ids/ids';
import { AreaName } from '#schemas/plant/area';
import { Condition, FAULT_LABELS, FaultLabel } from '#schemas/readings/finding';
import { Rpm, TimeMs } from '#schemas/units/units';

/** Why waveforms are captured. */
export const CAPTURE_TRIGGERS = ['alarm', 'timer', 'demand', 'speed_band'] as const;
export const CaptureTrigger = z.enum(CAPTURE_TRIGGERS);
export type CaptureTrigger = z.infer<typeof CaptureTrigger>;

/**
 * `recording` until the window has passed, `arriving` while tracks come in, then `complete`, `partial` when some points gave
 * nothing, or `failed` when none gave anything.
 */
export const CAPTURE_STATES = ['recording', 'arriving', 'complete', 'partial', 'failed'] as const;
export const CaptureState = z.enum(CAPTURE_STATES);
export type CaptureState = z.infer<typeof CaptureState>;

/** What a person says holds in a capture; `healthy` says that none of the faults does. */
export const CAPTURE_LABELS = ['healthy', ...FAULT_LABELS] as const;
export const CaptureLabelName = z.union([z.literal('healthy'), FaultLabel]);
export type CaptureLabelName = z.infer<typeof CaptureLabelName>;

/** How sure somebody is of a label: 0…1. */
export const Confidence = z.number().min(0).max(1);

export const CaptureLabel = z.strictObject({
  label: CaptureLabelName,
  /** Of one point, or null: of the machine. */
  pointId: PointId.nullable(),
  confidence: Confidence,
  note: z.string().max(500),
  userId: UserId.nullable(),
  byName: z.string().max(80),
  atMs: TimeMs,
});
export type CaptureLabel = z.infer<typeof CaptureLabel>;

/** How a point of a capture stands: `waiting` for its agent, `taken` and on its way, `kept`, or `missing` with the reason. */
export const TRACK_STATES = ['waiting', 'taken', 'kept', 'missing'] as const;
export const TrackState = z.enum(TRACK_STATES);
export type TrackState = z.infer<typeof TrackState>;

/** Smallest and largest value of each of so many equal steps, in units of the signal; nothing where nothing was measured. */
export const PREVIEW_STEPS = 96;
export const TrackPreview = z.strictObject({
  min: z.array(z.number().nullable()).max(PREVIEW_STEPS),
  max: z.array(z.number().nullable()).max(PREVIEW_STEPS),
});
export type TrackPreview = z.infer<typeof TrackPreview>;

/** One point of a capture. What the sensor sent is in `facts`, once the hub has it. */
export const CaptureTrack = z.strictObject({
  pointId: PointId,
  pointName: z.string().max(80),
  state: TrackState,
  /** Why there is nothing, in one sentence. */
  reason: z.string().max(240).nullable(),
  facts: TrackFacts.nullable(),
  /** Of the file as it is stored, and of the counts in it. */
  bytes: z.number().int().nonnegative(),
  rawBytes: z.number().int().nonnegative(),
  sha256: z.string().nullable(),
  preview: TrackPreview.nullable(),
});
export type CaptureTrack = z.infer<typeof CaptureTrack>;

/** A row of the list of captures. */
export const CaptureRow = z.strictObject({
  captureId: CaptureId,
  state: CaptureState,
  trigger: CaptureTrigger,
  /** When it was triggered, and the window around that. */
  atMs: TimeMs,
  fromMs: TimeMs,
  toMs: TimeMs,
  machine: z.string().nullable(),
  area: AreaName.nullable(),
  alarmIds: z.array(AlarmId),
  ruleId: CaptureRuleId.nullable(),
  /** The person or part of Tremolo that wanted it. */
  byName: z.string().max(80),
  speedRpm: Rpm.nullable(),
  /** The worst of its points at that time. */
  condition: Condition.nullable(),
  points: z.array(
    z.strictObject({ pointId: PointId, pointName: z.string().max(80), state: TrackState }),
  ),
  preview: TrackPreview.nullable(),
  labels: z.array(CaptureLabelName),
  isProtected: z.boolean(),
  bytes: z.number().int().nonnegative(),
  rawBytes: z.number().int().nonnegative(),
  note: z.string().max(500),
});
export type CaptureRow = z.infer<typeof CaptureRow>;

/** One capture with all that is known of it; samples are fetched point by point. */
export const Capture = CaptureRow.omit({ points: true, labels: true, preview: true }).extend({
  tracks: z.array(CaptureTrack),
  labels: z.array(CaptureLabel),
  /** When retention removes it; null: never. */
  removedAfterMs: TimeMs.nullable(),
});
export type Capture = z.infer<typeof Capture>;
