import type { EventRow } from '#schemas/audit/event-row';
import { PEOPLE_EVENTS } from '#schemas/audit/people-events';
import { PLANT_EVENTS } from '#schemas/audit/plant-events';
import { SITE_EVENTS } from '#schemas/audit/site-events';
import { WORK_EVENTS } from '#schemas/audit/work-events';

/** Every event of the audit trail. Whoever changes something names its event in one of these; nothing else can be recorded. */
export const AUDIT_EVENTS = {
  ...PEOPLE_EVENTS,
  ...PLANT_EVENTS,
  ...WORK_EVENTS,
  ...SITE_EVENTS,
} as const satisfies Record<string, EventRow>;

export type AuditEventName = keyof typeof AUDIT_EVENTS;
