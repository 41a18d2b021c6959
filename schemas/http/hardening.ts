import { z } from 'zod';
import { GivenReason } from '#schemas/errors/given-reason';
import type { RouteRow } from '#schemas/http/route-row';
import { Saying } from '#schemas/http/saying';
import { TimeMs } from '#schemas/units/units';

/** How much a failed check matters: a way in that stands open, a guard that is missing, or a good habit. */
export const CheckWeight = z.enum(['critical', 'warning', 'advice']);
export type CheckWeight = z.infer<typeof CheckWeight>;

export const HardeningCheck = z.strictObject({
  key: z.string(),
  weight: CheckWeight,
  /** `unknown`: it cannot be told on this machine, or was never tried. */
  state: z.enum(['passed', 'failed', 'unknown']),
  /** What was found, in a sentence. */
  ...Saying.shape,
  /** What to do about it, when it did not pass. */
  remedy: z.string().nullable(),
  remedyReason: GivenReason.optional(),
  /** The screen where it is done, if a screen does it. */
  path: z.string().nullable(),
});
export type HardeningCheck = z.infer<typeof HardeningCheck>;

export const HardeningReport = z.strictObject({
  atMs: TimeMs,
  checks: z.array(HardeningCheck),
  /** Of the checks that could be told; a critical one counts four, a warning two, an advice one. 0–100 %. */
  scorePct: z.number().min(0).max(100),
});
export type HardeningReport = z.infer<typeof HardeningReport>;

export const HARDENING_ROUTES = {
  hardening: {
    method: 'GET',
    path: '/api/v1/hardening',
    permission: 'setting:read',
    tag: 'settings',
    summary: 'How well this site is secured, check by check, with what to do about each.',
    answer: HardeningReport,
  },
} as const satisfies Record<string, RouteRow>;
