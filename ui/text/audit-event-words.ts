import type { AuditEventName } from '#schemas/audit/events';
import { auditEvents } from './audit-events.ts';

/** What happened, in the reader’s language; an event that is not known here is called by its name. */
export function auditEventWords(event: string): string {
  return Object.hasOwn(auditEvents, event) ? auditEvents[event as AuditEventName] : event;
}
