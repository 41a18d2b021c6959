import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { Tried } from '#schemas/http/saying';
import { TimeMs } from '#schemas/units/units';

/** A stretch of the trail that went into a sealed file; `prunedMs` says when its entries were deleted here, null: they are still here. */
export const AuditSegment = z.strictObject({
  first: z.number().int(),
  last: z.number().int(),
  file: z.string(),
  sha256: z.string(),
  exportedMs: TimeMs,
  prunedMs: TimeMs.nullable(),
});
export type AuditSegment = z.infer<typeof AuditSegment>;

/** What of the trail is here, and what lies in files. */
export const AuditKeeping = z.strictObject({
  retentionDays: z.number().int(),
  /** Numbers of the first and the last entry that are here; null: there is none. */
  firstSeq: z.number().int().nullable(),
  lastSeq: z.number().int().nullable(),
  firstMs: TimeMs.nullable(),
  /** The last entry that a signed checkpoint covers. */
  sealedSeq: z.number().int().nullable(),
  /** The latest first. */
  segments: z.array(AuditSegment),
});
export type AuditKeeping = z.infer<typeof AuditKeeping>;

/** How the log server is served; `target` null: no log server is set. */
export const AuditForwarding = z.strictObject({
  target: z.string().nullable(),
  isConnected: z.boolean(),
  /** Entries that it has not got yet. */
  waiting: z.number().int().nonnegative(),
  /** Attempts that failed since the hub started. */
  failures: z.number().int().nonnegative(),
  /** Why the last attempt failed; null: it did not. */
  reason: z.string().nullable(),
});
export type AuditForwarding = z.infer<typeof AuditForwarding>;

export const AUDIT_KEEPING_ROUTES = {
  auditSegments: {
    method: 'GET',
    path: '/api/v1/audit/segments',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'What of the trail is kept here, and which parts went into sealed files.',
    answer: AuditKeeping,
  },
  auditSegment: {
    method: 'GET',
    path: '/api/v1/audit/segments/:last',
    permission: 'audit:export',
    tag: 'audit',
    summary: 'A sealed file of the trail, to be verified and kept elsewhere.',
    params: z.object({ last: z.coerce.number().int().positive() }),
    media: 'application/octet-stream',
    errors: ['not_found'],
    limit: 'work',
  },
  auditForwarding: {
    method: 'GET',
    path: '/api/v1/audit/forwarding',
    permission: 'setting:read',
    tag: 'audit',
    summary: 'Whether entries reach the log server, and how many wait for it.',
    answer: AuditForwarding,
  },
  testForwarding: {
    method: 'POST',
    path: '/api/v1/audit/forwarding/test',
    permission: 'setting:edit',
    tag: 'audit',
    summary: 'Sends the log server one message of its own now and says how that went.',
    answer: Tried,
    limit: 'signIn',
  },
} as const satisfies Record<string, RouteRow>;
