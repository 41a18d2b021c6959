import { z } from 'zod';
import { AgentId, CaptureId, PointId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** Points of one capture that one agent diagnoses; several agents may have others of the same capture. */
const POINTS_MAX = 64;

/** An agent is to keep what these points send within the window. Repeated until each point has been answered. */
export const CaptureOrder = z.strictObject({
  captureId: CaptureId,
  points: z.array(PointId).min(1).max(POINTS_MAX),
  fromMs: TimeMs,
  toMs: TimeMs,
  /** How long it is until the window has passed, when this is sent: the clocks of hub and agent need not agree. */
  afterMs: z.number().int().nonnegative(),
});
export type CaptureOrder = z.infer<typeof CaptureOrder>;

/** `taken`: it lies on the agent’s disk and comes over the hub’s API; `missing`: there is nothing, and why. */
export const CaptureNewsTrack = z.strictObject({
  pointId: PointId,
  state: z.enum(['taken', 'missing']),
  reason: z.string().max(240).nullable(),
  /** Of the file. */
  bytes: z.number().int().nonnegative(),
});
export type CaptureNewsTrack = z.infer<typeof CaptureNewsTrack>;

/** What came of an order, as far as it is known. */
export const CaptureNews = z.strictObject({
  agentId: AgentId,
  captureId: CaptureId,
  tracks: z.array(CaptureNewsTrack).max(POINTS_MAX),
});
export type CaptureNews = z.infer<typeof CaptureNews>;
