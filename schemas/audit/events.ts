/** How much an event matters to whoever watches over the site. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What an event is about. */
export const RESOURCE_TYPES = [
  'agent',
  'audit',
  'diagnosis',
  'key',
  'point',
  'role',
  'session',
  'setting',
  'sharing',
  'system',
  'team',
  'user',
] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

interface EventRow {
  readonly severity: Severity;
  readonly resource: ResourceType;
  /** What happened, as the audit screen says it. */
  readonly says: string;
}

/** Every event of the audit trail. Whoever changes something names its event here; nothing else can be recorded. */
export const AUDIT_EVENTS = {
  'setup.link_made': { severity: 'warning', resource: 'system', says: 'A setup link was made' },
  'setup.completed': { severity: 'critical', resource: 'user', says: 'The first account was made' },
  'point.changed': { severity: 'info', resource: 'point', says: 'A point was changed' },
  'agent.drained': { severity: 'warning', resource: 'agent', says: 'An agent was drained' },
  'agent.resumed': { severity: 'info', resource: 'agent', says: 'An agent was brought back' },
  'setting.changed': { severity: 'warning', resource: 'setting', says: 'A setting was changed' },
} as const satisfies Record<string, EventRow>;

export type AuditEventName = keyof typeof AUDIT_EVENTS;
