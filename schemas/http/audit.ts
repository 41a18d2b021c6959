import { z } from 'zod';
import { AuditRow, Outcome } from '#schemas/audit/audit-row';
import { RESOURCE_TYPES } from '#schemas/audit/event-row';
import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import { SEVERITIES } from '#schemas/audit/severity';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

const EVENT_NAMES = Object.keys(AUDIT_EVENTS) as [AuditEventName, ...AuditEventName[]];

/** One entry with all that is known of it. */
export const AuditDetail = AuditRow.extend({
  sessionId: z.string().nullable(),
  keyId: z.string().nullable(),
  correlationId: z.string().nullable(),
  userAgent: z.string().nullable(),
  details: z.unknown(),
  subject: z.unknown(),
  hash: z.string(),
  previousHash: z.string(),
  /** Whether its hash fits it and the entry before. */
  isIntact: z.boolean(),
  /** The first signed checkpoint at or behind it; null: none is signed yet. */
  sealedBy: z.strictObject({ seq: z.number().int(), atMs: TimeMs, keyId: z.string() }).nullable(),
});
export type AuditDetail = z.infer<typeof AuditDetail>;

const Filters = {
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  /** An event, or the beginning of several with a dot at its end. */
  event: z.string().max(60).optional(),
  /** Events that are found besides what `q` finds, parted by commas: for who searches by their titles in some language. */
  also: z
    .string()
    .regex(/^[a-z_.,]{1,3000}$/)
    .optional(),
  /** Words that have to stand in the entries of those. */
  alsoQ: z.string().max(200).optional(),
  severity: z.enum(SEVERITIES).optional(),
  outcome: Outcome.optional(),
  actorId: z.string().max(40).optional(),
  resourceType: z.enum(RESOURCE_TYPES).optional(),
  resourceId: z.string().max(120).optional(),
  address: z.string().max(60).optional(),
  sessionId: z.string().max(40).optional(),
};
export const AuditQuery = PageQuery.omit({ sort: true }).extend(Filters);
export type AuditQuery = z.infer<typeof AuditQuery>;
export type AuditFilters = Omit<AuditQuery, 'limit' | 'cursor'>;

export const EXPORT_FORMATS = ['csv', 'json', 'pdf', 'jsonl'] as const;
export const REPORTS = [
  'failed-sign-ins',
  'deletions',
  'access-review',
  'actions-by-person',
] as const;
export const ReportKind = z.enum(REPORTS);
export type ReportKind = z.infer<typeof ReportKind>;

export const AuditActivity = z.strictObject({
  fromMs: TimeMs,
  toMs: TimeMs,
  /** UTC days, oldest first. */
  days: z.array(
    z.strictObject({
      dayMs: TimeMs,
      entries: z.number().int(),
      people: z.number().int(),
      signIns: z.number().int(),
    }),
  ),
  /** Entries by severity in hours, or of more than three days in UTC days; oldest first, without gaps. */
  bucketMs: z.number().int(),
  buckets: z.array(
    z.strictObject({
      fromMs: TimeMs,
      info: z.number().int(),
      warning: z.number().int(),
      critical: z.number().int(),
    }),
  ),
  mostActive: z.array(
    z.strictObject({ userId: z.string(), name: z.string().nullable(), entries: z.number().int() }),
  ),
  byEvent: z.array(
    z.strictObject({ event: z.string(), says: z.string(), entries: z.number().int() }),
  ),
  /** Entries by weekday (0 = Monday) and UTC hour: 7 rows of 24. */
  heat: z.array(z.array(z.number().int())),
});
export type AuditActivity = z.infer<typeof AuditActivity>;

export const VerifyState = z.strictObject({
  state: z.enum(['never', 'running', 'intact', 'broken']),
  startedMs: TimeMs.nullable(),
  endedMs: TimeMs.nullable(),
  /** Entries checked so far, and how many there are. */
  checked: z.number().int(),
  of: z.number().int(),
  signatures: z.number().int(),
  finding: z.strictObject({ seq: z.number().int(), sentence: z.string() }).nullable(),
});
export type VerifyState = z.infer<typeof VerifyState>;

export const AUDIT_ROUTES = {
  audit: {
    method: 'GET',
    path: '/api/v1/audit',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'Searches the audit trail, newest first.',
    query: AuditQuery,
    answer: pageOf(AuditRow),
  },
  auditEvents: {
    method: 'GET',
    path: '/api/v1/audit/events',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'Every event that can be in the trail.',
    answer: z.strictObject({
      events: z.array(
        z.strictObject({
          event: z.enum(EVENT_NAMES),
          severity: z.enum(SEVERITIES),
          resource: z.enum(RESOURCE_TYPES),
          says: z.string(),
        }),
      ),
    }),
  },
  auditActivity: {
    method: 'GET',
    path: '/api/v1/audit/activity',
    permission: 'analytics:read',
    tag: 'audit',
    summary: 'How much is done, by whom and when.',
    query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    answer: AuditActivity,
  },
  auditKeys: {
    method: 'GET',
    path: '/api/v1/audit/keys',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'The public keys with which checkpoints can be checked, to be kept elsewhere.',
    answer: z.strictObject({
      keys: z.array(z.strictObject({ keyId: z.string(), pem: z.string() })),
    }),
  },
  auditExport: {
    method: 'GET',
    path: '/api/v1/audit/export',
    permission: 'audit:export',
    tag: 'audit',
    summary:
      'Entries as a file. As `jsonl` it can be verified anywhere, and takes no filter but the time.',
    query: AuditQuery.omit({ limit: true, cursor: true }).extend({
      format: z.enum(EXPORT_FORMATS),
    }),
    media: 'application/octet-stream',
    errors: ['conflict'],
    limit: 'work',
  },
  auditReport: {
    method: 'GET',
    path: '/api/v1/audit/reports/:kind',
    permission: 'audit:export',
    tag: 'audit',
    summary: 'A report for an auditor, with its period and totals.',
    params: z.object({ kind: ReportKind }),
    query: z.object({
      from: z.coerce.number().int().nonnegative(),
      to: z.coerce.number().int().nonnegative(),
      actorId: z.string().max(40).optional(),
      format: z.enum(['csv', 'json', 'pdf']),
    }),
    media: 'application/octet-stream',
    limit: 'work',
  },
  auditVerify: {
    method: 'POST',
    path: '/api/v1/audit/verify',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'Begins to check the whole trail; how far it is, the state says.',
    status: 202,
    answer: VerifyState,
    errors: ['conflict'],
    limit: 'work',
  },
  auditVerifyState: {
    method: 'GET',
    path: '/api/v1/audit/verify',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'How the last check of the trail stands.',
    answer: VerifyState,
  },
  auditEntry: {
    method: 'GET',
    path: '/api/v1/audit/:seq',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'One entry with all that is known of it.',
    params: z.object({ seq: z.coerce.number().int().positive() }),
    answer: AuditDetail,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
