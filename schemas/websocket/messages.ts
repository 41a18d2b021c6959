import { z } from 'zod';
import type { Permission } from '#schemas/access/permissions';
import { Alarm } from '#schemas/alarms/alarm';
import { AlarmNews } from '#schemas/alarms/news';
import { AuditRow } from '#schemas/audit/audit-row';
import { ConditionChange, PointSummary } from '#schemas/broker/messages';
import { Point } from '#schemas/http/points';
import { SystemState } from '#schemas/http/system';
import { CaptureId, JobId, NodeId, PointId } from '#schemas/ids/ids';
import { FeedNews } from '#schemas/notifications/notification';
import { PlantNode } from '#schemas/plant/node';
import { ProcessValueReading } from '#schemas/plant/process-value';
import { Rollup } from '#schemas/plant/rollup';
import { Preferences } from '#schemas/preferences/preferences';
import { TimeMs } from '#schemas/units/units';

/** What a screen can subscribe to, and the permission that each needs. `watch` carries binary views. */
export const CHANNELS = {
  plant: 'plant:read',
  watch: 'plant:read',
  system: 'system:read',
  /** New entries of the audit trail as they come. */
  audit: 'audit:read',
  /** Which jobs changed: a screen that shows one asks for it again. */
  jobs: 'job:read',
  /** What the person is told, and how many of it are unread. */
  notifications: 'notification:own',
  /** Open alarms, and what happens to alarms. */
  alarms: 'alarm:read',
  /** Which captures changed: a screen that shows one asks for it again. */
  captures: 'capture:read',
} as const satisfies Record<string, Permission>;
export type Channel = keyof typeof CHANNELS;

/** The most points that one screen may watch at full rate. */
export const WATCH_MAX = 64;

/** All but `watch`, which is said with its points. */
const Subscribed = z.enum([
  ...(['plant', 'system', 'audit', 'jobs', 'notifications', 'alarms', 'captures'] as const),
]);
export type Subscribed = z.infer<typeof Subscribed>;

/** From a screen to the hub. */
export const ClientMessage = z.discriminatedUnion('type', [
  /** Answered by `plant` snapshots, then by `summaries` and `changes` as they come. */
  z.strictObject({ type: z.literal('subscribe'), channel: Subscribed }),
  z.strictObject({ type: z.literal('unsubscribe'), channel: Subscribed }),
  /** Replaces the watched points; at most `maxHz` views a second of each (absent: every window). */
  z.strictObject({
    type: z.literal('watch'),
    points: z.array(PointId).max(WATCH_MAX),
    maxHz: z.number().positive().max(1000).optional(),
  }),
  z.strictObject({ type: z.literal('ping'), id: z.number().int() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** From the hub to a screen. Binary messages are views (`schemas/websocket/view.ts`). */
export const ServerMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), version: z.string(), nowMs: TimeMs }),
  /** Points, complete; `reset` says that this is the first part of a whole list. */
  z.strictObject({ type: z.literal('plant'), reset: z.boolean(), points: z.array(Point) }),
  /** Nodes of the plant's tree, complete; `reset` says that this is the first part of all of them. */
  z.strictObject({
    type: z.literal('nodes'),
    reset: z.boolean(),
    nodes: z.array(PlantNode),
    removed: z.array(NodeId),
  }),
  /** What the points below these nodes come to now. */
  z.strictObject({
    type: z.literal('rollups'),
    rollups: z.array(z.strictObject({ nodeId: NodeId, rollup: Rollup })),
    /** Points that hang nowhere. */
    unassigned: z.number().int().nonnegative(),
  }),
  /** Points that were taken out of the plant. */
  z.strictObject({ type: z.literal('gone'), points: z.array(PointId) }),
  /** Values beside the vibration that have a place in the plant, as they are now. */
  z.strictObject({ type: z.literal('values'), values: z.array(ProcessValueReading) }),
  z.strictObject({ type: z.literal('summaries'), summaries: z.array(PointSummary) }),
  z.strictObject({ type: z.literal('changes'), changes: z.array(ConditionChange) }),
  z.strictObject({ type: z.literal('system'), system: SystemState }),
  /** These stand differently, or told how far they are. */
  z.strictObject({ type: z.literal('jobs'), jobIds: z.array(JobId) }),
  /** All open alarms, in parts; `reset` says that this is the first. */
  z.strictObject({ type: z.literal('openAlarms'), reset: z.boolean(), alarms: z.array(Alarm) }),
  z.strictObject({ type: z.literal('alarms'), news: z.array(AlarmNews) }),
  /** These captures are new, stand differently, or are gone; none: all may be something else, news of them begins here. */
  z.strictObject({ type: z.literal('captures'), captureIds: z.array(CaptureId) }),
  z.strictObject({ type: z.literal('audit'), entries: z.array(AuditRow) }),
  z.strictObject({ type: z.literal('notifications'), news: FeedNews }),
  /** What the person may do, or has to do first, has changed: the session says it anew. */
  z.strictObject({ type: z.literal('rights') }),
  /** The person changed them, perhaps on another screen. */
  z.strictObject({ type: z.literal('preferences'), preferences: Preferences }),
  z.strictObject({ type: z.literal('pong'), id: z.number().int(), nowMs: TimeMs }),
  z.strictObject({ type: z.literal('error'), code: z.string(), sentence: z.string() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
