import { z } from 'zod';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

/**
 * What a rate limit counts: one API key, one person, one agent, one address, attempts to sign in from one address, one key's or person's
 * requests that make much work, or the jobs that one person submits.
 */
export const LimitKind = z.enum([
  'key',
  'person',
  'agent',
  'address',
  'signIn',
  'work',
  'submissions',
]);
export type LimitKind = z.infer<typeof LimitKind>;

/** Somebody who went beyond a limit. */
export const Violation = z.strictObject({
  kind: LimitKind,
  /** The key's or person's id, or the address. */
  subject: z.string(),
  /** The route that was refused last. */
  route: z.string(),
  firstMs: TimeMs,
  lastMs: TimeMs,
  refused: z.number().int().positive(),
});
export type Violation = z.infer<typeof Violation>;

export const LIMIT_ROUTES = {
  violations: {
    method: 'GET',
    path: '/api/v1/limits/violations',
    permission: 'setting:read',
    tag: 'settings',
    summary:
      'Who went beyond a rate limit since the hub started; sorted by `subject`, `kind`, `refused`, `first` or `last`.',
    /** `q` looks into subjects and routes. */
    query: PageQuery.extend({ kind: LimitKind.optional() }),
    answer: pageOf(Violation),
  },
} as const satisfies Record<string, RouteRow>;
