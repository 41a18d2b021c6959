import type { Severity } from '#schemas/audit/severity';

/** What an event is about. */
export const RESOURCE_TYPES = [
  'alarm',
  'agent',
  'audit',
  'capture',
  'diagnosis',
  'job',
  'key',
  'model',
  'plant',
  'point',
  'dashboard',
  'process_value',
  'queue',
  'role',
  'session',
  'setting',
  'sharing',
  'system',
  'team',
  'user',
  'webhook',
] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** An event of the audit trail. */
export interface EventRow {
  readonly severity: Severity;
  readonly resource: ResourceType;
  /** What happened, as the audit screen says it. */
  readonly says: string;
}
