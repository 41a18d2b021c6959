import { z } from 'zod';
import { ConditionChange, Figures, LossCounters } from '#schemas/broker/messages';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentId, NodeId, PointId, SensorId } from '#schemas/ids/ids';
import { AreaName } from '#schemas/plant/area';
import { Thresholds } from '#schemas/plant/limits';
import { MachineFacts } from '#schemas/plant/machine-facts';
import { Mounting } from '#schemas/plant/mounting';
import { PlantChange } from '#schemas/plant/plant-change';
import { Tag, Tags } from '#schemas/plant/tag';
import { Condition, Verdict } from '#schemas/readings/finding';
import { SampleRateHz, SignalUnit, TimeMs } from '#schemas/units/units';

/** A point as screens list it: what it is, and the last that was heard of it (null: nothing yet). */
export const Point = z.strictObject({
  pointId: PointId,
  name: z.string().min(1).max(80),
  /** Where it hangs: a position or a machine; null: nowhere yet. */
  nodeId: NodeId.nullable(),
  /** That place and all nodes above it, from there up; empty while it hangs nowhere. */
  above: z.array(NodeId),
  /** The machine that it hangs on; of a point that hangs nowhere what its sensor says. */
  machine: z.string().max(80).nullable(),
  /** The area in which it stands; of a point that hangs nowhere what a person said. */
  area: z.string().max(80).nullable(),
  tags: z.array(Tag),
  sensorId: SensorId,
  axis: z.number().int().min(0).max(7),
  /** In which its samples count: as the sensor says, or as a person said instead. */
  unit: SignalUnit,
  mounting: Mounting,
  thresholds: Thresholds,
  sampleRateHz: SampleRateHz,
  origin: z.string().max(120),
  facts: MachineFacts,
  agentId: AgentId.nullable(),
  /** Why no agent diagnoses it, or null. */
  unassignedReason: z.string().max(160).nullable(),
  sensorOnline: z.boolean(),
  latest: z
    .strictObject({ atMs: TimeMs, figures: Figures, verdict: Verdict, losses: LossCounters })
    .nullable(),
});
export type Point = z.infer<typeof Point>;

/** Sorted by `name`, `machine`, `area`, `condition` (worst first by `-condition`) or `heard`. */
export const PointQuery = PageQuery.extend({
  area: z.string().max(80).optional(),
  machine: z.string().max(80).optional(),
  tag: z.string().max(40).optional(),
  condition: Condition.optional(),
  /** At this node or anywhere below it. */
  node: NodeId.optional(),
  /** `1`: only those that hang nowhere. */
  unassigned: z.literal('1').optional(),
});
export type PointQuery = z.infer<typeof PointQuery>;

export const PointPage = pageOf(Point);
export type PointPage = z.infer<typeof PointPage>;

/**
 * What a person may change of a point; an absent key stays as it is. A null fact is unknown, whatever the sensor says; a fact
 * that agrees with the sensor's description follows the description from then on.
 */
export const PointPatch = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  area: AreaName.nullable().optional(),
  tags: Tags.optional(),
  facts: MachineFacts.partial().optional(),
  /** Hangs it on a position or a machine, or nowhere. */
  nodeId: NodeId.nullable().optional(),
  mounting: Mounting.partial().optional(),
});
export type PointPatch = z.infer<typeof PointPatch>;

export const TREND_RESOLUTIONS = ['10s', '10min', '1day'] as const;
export const TrendResolution = z.enum(TREND_RESOLUTIONS);
export type TrendResolution = z.infer<typeof TrendResolution>;

/** `from`, `to` in ms UTC; the hub chooses the finest resolution that gives at most `maxBuckets`. */
export const TrendQuery = z.object({
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().nonnegative(),
  maxBuckets: z.coerce.number().int().min(2).max(4000).default(1000),
});

/** Columns of equal length; a bucket without data is absent, never invented. */
export const Trend = z.strictObject({
  resolution: TrendResolution,
  atMs: z.array(TimeMs),
  /** Mean and largest velocity r.m.s., mm/s; null where not graded. */
  velocityMean: z.array(z.number().nullable()),
  velocityMax: z.array(z.number().nullable()),
  /** g; null where the unit is undeclared. */
  accelerationMean: z.array(z.number().nullable()),
  accelerationMax: z.array(z.number().nullable()),
  envelopeMean: z.array(z.number().nullable()),
  kurtosisMean: z.array(z.number()),
  speedMean: z.array(z.number().nullable()),
  /** Worst condition in the bucket: index in CONDITIONS. */
  condition: z.array(z.number().int()),
});
export type Trend = z.infer<typeof Trend>;

/** Newest first; how many there are in all is not counted. */
export const ChangePage = pageOf(ConditionChange);
export type ChangePage = z.infer<typeof ChangePage>;

const PointParams = z.object({ pointId: z.string().max(80) });
const ChangesQuery = PageQuery.pick({ limit: true, cursor: true });

export const POINT_ROUTES = {
  points: {
    method: 'GET',
    path: '/api/v1/points',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'Points with the last that was heard of each.',
    query: PointQuery,
    answer: PointPage,
    etag: true,
  },
  point: {
    method: 'GET',
    path: '/api/v1/points/:pointId',
    permission: 'plant:read',
    within: { 'params.pointId': 'point' },
    tag: 'plant',
    summary: 'One point.',
    params: PointParams,
    answer: Point,
    errors: ['not_found'],
  },
  editPoint: {
    method: 'PATCH',
    path: '/api/v1/points/:pointId',
    permission: 'plant:read',
    within: { 'params.pointId': 'taken_point', 'body.nodeId': 'place' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Changes what is known of a point: with plant:edit, everywhere or in its area.',
    params: PointParams,
    body: PointPatch,
    answer: Point,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  removePoint: {
    method: 'DELETE',
    path: '/api/v1/points/:pointId',
    permission: 'plant:read',
    within: { 'params.pointId': 'point' },
    alsoIn: 'plant:edit',
    tag: 'plant',
    summary: 'Takes a point whose sensor is gone out of the plant; with its sensor it comes back.',
    params: PointParams,
    answer: PlantChange,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  trend: {
    method: 'GET',
    path: '/api/v1/points/:pointId/trend',
    permission: 'plant:read',
    within: { 'params.pointId': 'point' },
    tag: 'plant',
    summary: 'Figures of a point over time.',
    params: PointParams,
    query: TrendQuery,
    answer: Trend,
    etag: true,
    errors: ['not_found'],
  },
  changes: {
    method: 'GET',
    path: '/api/v1/points/:pointId/changes',
    permission: 'plant:read',
    within: { 'params.pointId': 'point' },
    tag: 'plant',
    summary: 'Condition changes of a point, newest first.',
    params: PointParams,
    query: ChangesQuery,
    answer: ChangePage,
    etag: true,
    errors: ['not_found'],
  },
  allChanges: {
    method: 'GET',
    path: '/api/v1/changes',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'Condition changes of all points, newest first.',
    query: ChangesQuery,
    answer: ChangePage,
    etag: true,
  },
} as const satisfies Record<string, RouteRow>;
