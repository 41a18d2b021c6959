import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

const hours = z.number().nonnegative();
const count = z.number().int().nonnegative();

/** A day as the clock of the hub’s machine counts it, such as `2026-11-21`. */
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** Half of the ways in which the day may go lie below the median, eight out of ten between low and high. Hours. */
export const CapacityBand = z.strictObject({ low: hours, median: hours, high: hours });
export type CapacityBand = z.infer<typeof CapacityBand>;

/** A day to come, or what is left of today. */
export const CapacityDay = z.strictObject({
  day: Day,
  isRestOfToday: z.boolean(),
  /** Hours of GPUs, or of jobs at once, that agents have. */
  available: CapacityBand,
  /** Hours of work: what is left of the days before, and what comes in. */
  demand: CapacityBand,
  /** How likely it is that work is left undone, 0…1. */
  shortfall: z.number().min(0).max(1),
});
export type CapacityDay = z.infer<typeof CapacityDay>;

/** A day that is over. */
export const PastCapacityDay = z.strictObject({
  day: Day,
  /** That agents had; null: the hub did not watch for long enough. */
  availableHours: hours.nullable(),
  /** Work of the jobs that were submitted on it. */
  demandHours: hours,
});
export type PastCapacityDay = z.infer<typeof PastCapacityDay>;

/** What waits and runs now, of one kind. */
export const CapacityKind = z.strictObject({
  kind: z.string(),
  waiting: count,
  running: count,
  /** Held back by a person: no work until they are let go. */
  held: count,
  /** How long the usual one takes, hours; null: too few have ended. */
  usualHours: hours.nullable(),
});
export type CapacityKind = z.infer<typeof CapacityKind>;

/** `slot`: one job at once. A job on a GPU takes one of both. */
export const CAPACITY_RESOURCES = ['gpu', 'slot'] as const;

export const CapacityResource = z.strictObject({
  resource: z.enum(CAPACITY_RESOURCES),
  /** Of the agents that were there within the last day. */
  units: count,
  /** Whole days that were watched, and how many it takes before anything is said. */
  history: z.strictObject({ days: count, needed: count, usesWeekdays: z.boolean() }),
  /** Null: not enough history. */
  days: z.array(CapacityDay).nullable(),
  /** The oldest first. */
  past: z.array(PastCapacityDay),
  kinds: z.array(CapacityKind),
});
export type CapacityResource = z.infer<typeof CapacityResource>;

export const CapacityAnswer = z.strictObject({
  atMs: TimeMs,
  /** GPUs only where there are or were any. */
  resources: z.array(CapacityResource),
});
export type CapacityAnswer = z.infer<typeof CapacityAnswer>;

export const CAPACITY_ROUTES = {
  capacity: {
    method: 'GET',
    path: '/api/v1/fleet/capacity',
    permission: 'system:read',
    tag: 'system',
    summary:
      'Hours of GPUs and of jobs at once that agents have in the coming days, against the work that waits and is to be expected.',
    query: z.object({ days: z.coerce.number().int().min(1).max(14).default(7) }),
    answer: CapacityAnswer,
    etag: true,
  },
} as const satisfies Record<string, RouteRow>;
