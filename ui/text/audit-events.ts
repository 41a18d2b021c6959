import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';

/** What each event of the audit trail is, in English. */
export const auditEvents = Object.fromEntries(
  Object.entries(AUDIT_EVENTS).map(([event, { says }]) => [event, says]),
) as Readonly<Record<AuditEventName, string>>;
