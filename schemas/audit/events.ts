/** How much an event matters to whoever watches over the site. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What an event is about. */
export const RESOURCE_TYPES = [
  'agent',
  'audit',
  'diagnosis',
  'job',
  'key',
  'model',
  'point',
  'queue',
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
  'auth.signed_in': { severity: 'info', resource: 'session', says: 'Somebody signed in' },
  'auth.failed': { severity: 'warning', resource: 'user', says: 'A sign-in failed' },
  'auth.locked': { severity: 'critical', resource: 'user', says: 'An account was locked' },
  'auth.unlocked': { severity: 'warning', resource: 'user', says: 'An account was unlocked' },
  'auth.inactive_refused': {
    severity: 'warning',
    resource: 'user',
    says: 'An account that may not work tried to sign in',
  },
  'user.notice_accepted': {
    severity: 'info',
    resource: 'user',
    says: 'Somebody agreed to the site’s notice',
  },
  'identity.linked': {
    severity: 'warning',
    resource: 'user',
    says: 'An identity provider may sign an account in',
  },
  'identity.unlinked': {
    severity: 'warning',
    resource: 'user',
    says: 'An identity provider may sign an account in no more',
  },
  'auth.signed_out': { severity: 'info', resource: 'session', says: 'Somebody signed out' },
  'auth.code_failed': { severity: 'warning', resource: 'user', says: 'A second factor was wrong' },
  'session.revoked': { severity: 'warning', resource: 'session', says: 'A session was ended' },
  'session.crowded_out': {
    severity: 'info',
    resource: 'session',
    says: 'A session was ended: the account had too many',
  },
  'token.reused': {
    severity: 'critical',
    resource: 'session',
    says: 'A used refresh token came back: the session was ended',
  },
  'token.signing_key_rotated': {
    severity: 'warning',
    resource: 'system',
    says: 'A new key signs access tokens',
  },
  'second_factor.added': {
    severity: 'warning',
    resource: 'user',
    says: 'A second factor was added',
  },
  'second_factor.removed': {
    severity: 'warning',
    resource: 'user',
    says: 'A second factor was removed',
  },
  'second_factor.reset': {
    severity: 'critical',
    resource: 'user',
    says: 'All second factors were taken away',
  },
  'second_factor.backup_codes_made': {
    severity: 'warning',
    resource: 'user',
    says: 'New backup codes were made',
  },
  'password.changed': { severity: 'warning', resource: 'user', says: 'A password was changed' },
  'password.reset_asked': {
    severity: 'warning',
    resource: 'user',
    says: 'Somebody asked for a new password',
  },
  'password.reset': {
    severity: 'warning',
    resource: 'user',
    says: 'A password was reset by a link',
  },
  'email.verified': { severity: 'info', resource: 'user', says: 'An e-mail address was confirmed' },
  'mail.tested': { severity: 'info', resource: 'setting', says: 'The mail relay was tried' },
  'sms.tested': {
    severity: 'info',
    resource: 'setting',
    says: 'The gateway for text messages was tried',
  },
  'forwarding.tested': {
    severity: 'info',
    resource: 'setting',
    says: 'The log server was tried',
  },
  'user.registered': { severity: 'warning', resource: 'user', says: 'Somebody registered' },
  'user.sample_made': {
    severity: 'warning',
    resource: 'user',
    says: 'An account for demonstration or development was made',
  },
  'user.impersonated': {
    severity: 'critical',
    resource: 'user',
    says: 'Somebody sees Tremolo as another person',
  },
  'user.impersonation_ended': {
    severity: 'info',
    resource: 'user',
    says: 'Seeing Tremolo as another person ended',
  },
  'point.changed': { severity: 'info', resource: 'point', says: 'A point was changed' },
  'agent.join_token_made': {
    severity: 'warning',
    resource: 'agent',
    says: 'A token lets an agent join',
  },
  'agent.join_token_withdrawn': {
    severity: 'info',
    resource: 'agent',
    says: 'A token for an agent was withdrawn',
  },
  'agent.joined': { severity: 'warning', resource: 'agent', says: 'An agent joined' },
  'agent.credential_revoked': {
    severity: 'critical',
    resource: 'agent',
    says: 'An agent was put out',
  },
  'agent.renewal_asked': {
    severity: 'info',
    resource: 'agent',
    says: 'An agent is to have a new credential',
  },
  'agent.credential_renewed': {
    severity: 'info',
    resource: 'agent',
    says: 'An agent has a new credential',
  },
  'model.kept': { severity: 'info', resource: 'model', says: 'A model that a job made is kept' },
  'model.deleted': { severity: 'warning', resource: 'model', says: 'A model was deleted' },
  'agent.partition_asked': {
    severity: 'critical',
    resource: 'agent',
    says: 'A GPU was to be partitioned',
  },
  'agent.partition_ended': {
    severity: 'warning',
    resource: 'agent',
    says: 'Partitioning a GPU ended',
  },
  'agent.drained': { severity: 'warning', resource: 'agent', says: 'An agent was drained' },
  'agent.resumed': { severity: 'info', resource: 'agent', says: 'An agent was brought back' },
  'agent.stop_ordered': {
    severity: 'warning',
    resource: 'agent',
    says: 'An agent was told to end',
  },
  'agent.restart_ordered': {
    severity: 'warning',
    resource: 'agent',
    says: 'An agent was told to start again',
  },
  'agent.order_done': {
    severity: 'info',
    resource: 'agent',
    says: 'An agent did what it was told',
  },
  'agent.maintenance_began': {
    severity: 'warning',
    resource: 'agent',
    says: 'An agent or one of its GPUs is in maintenance',
  },
  'agent.maintenance_ended': {
    severity: 'info',
    resource: 'agent',
    says: 'A maintenance ended',
  },
  'agent.limits_changed': {
    severity: 'warning',
    resource: 'agent',
    says: 'Labels or limits of an agent were changed',
  },
  'role.created': { severity: 'warning', resource: 'role', says: 'A role was made' },
  'role.changed': { severity: 'warning', resource: 'role', says: 'A role was changed' },
  'role.deleted': { severity: 'warning', resource: 'role', says: 'A role was deleted' },
  'permission.granted': { severity: 'warning', resource: 'user', says: 'A permission was granted' },
  'permission.denied': { severity: 'warning', resource: 'user', says: 'A permission was denied' },
  'permission.reset': {
    severity: 'warning',
    resource: 'user',
    says: 'A grant or denial was taken back',
  },
  'area_right.given': {
    severity: 'warning',
    resource: 'sharing',
    says: 'A role within an area was given',
  },
  'area_right.taken': {
    severity: 'warning',
    resource: 'sharing',
    says: 'A role within an area was taken back',
  },
  'sharing.given': { severity: 'info', resource: 'sharing', says: 'Something was shared' },
  'sharing.taken': { severity: 'info', resource: 'sharing', says: 'Something is shared no more' },
  'key.created': { severity: 'warning', resource: 'key', says: 'An API key was made' },
  'key.rotated': { severity: 'warning', resource: 'key', says: 'An API key was replaced' },
  'key.revoked': { severity: 'warning', resource: 'key', says: 'An API key was ended' },
  'key.new_network': {
    severity: 'critical',
    resource: 'key',
    says: 'An API key was used from a network where it never was',
  },
  'access.refused': {
    severity: 'warning',
    resource: 'system',
    says: 'Somebody asked for what he may not have',
  },
  'data.read': { severity: 'info', resource: 'system', says: 'Somebody looked at something' },
  'limit.exceeded': { severity: 'warning', resource: 'system', says: 'A rate limit was exceeded' },
  'diagnosis.made': { severity: 'info', resource: 'diagnosis', says: 'A recording was diagnosed' },
  'diagnosis.changed': { severity: 'info', resource: 'diagnosis', says: 'A diagnosis was changed' },
  'diagnosis.deleted': {
    severity: 'warning',
    resource: 'diagnosis',
    says: 'A diagnosis was deleted',
  },
  'diagnosis.restored': {
    severity: 'info',
    resource: 'diagnosis',
    says: 'A deleted diagnosis was brought back',
  },
  'job.submitted': { severity: 'info', resource: 'job', says: 'A job was submitted' },
  'job.cancelled': { severity: 'info', resource: 'job', says: 'A job was cancelled' },
  'job.held': { severity: 'info', resource: 'job', says: 'A job is held back' },
  'job.released': { severity: 'info', resource: 'job', says: 'A job is held back no more' },
  'job.retried': { severity: 'info', resource: 'job', says: 'A job is tried again' },
  'job.leased': { severity: 'info', resource: 'job', says: 'A job was given to an agent' },
  'job.refused': { severity: 'info', resource: 'job', says: 'An agent had no room for a job' },
  'job.started': { severity: 'info', resource: 'job', says: 'A job began' },
  'job.succeeded': { severity: 'info', resource: 'job', says: 'A job succeeded' },
  'job.interrupted': {
    severity: 'info',
    resource: 'job',
    says: 'An attempt of a job failed; it is tried again',
  },
  'job.preempted': {
    severity: 'info',
    resource: 'job',
    says: 'A job was asked to make room for a more urgent one',
  },
  'job.paused': { severity: 'info', resource: 'job', says: 'A job that was to stand still does' },
  'job.ended': { severity: 'info', resource: 'job', says: 'A job that was to end has ended' },
  'job.skipped': {
    severity: 'info',
    resource: 'job',
    says: 'A job was skipped because of one that it depends on',
  },
  'job.failed': { severity: 'warning', resource: 'job', says: 'A job failed for good' },
  'job.archived': { severity: 'info', resource: 'job', says: 'A dead letter was put away' },
  'job.deleted': { severity: 'warning', resource: 'job', says: 'A dead letter was deleted' },
  'queue.paused': { severity: 'warning', resource: 'queue', says: 'A queue was stopped' },
  'queue.resumed': { severity: 'info', resource: 'queue', says: 'A queue goes on' },
  'queue.purged': {
    severity: 'warning',
    resource: 'queue',
    says: 'All that waited in a queue was cancelled',
  },
  'audit.exported': {
    severity: 'warning',
    resource: 'audit',
    says: 'Entries of the trail were taken out',
  },
  'audit.segment_exported': {
    severity: 'warning',
    resource: 'audit',
    says: 'An old part of the trail was sealed into a file',
  },
  'audit.key_rotated': {
    severity: 'critical',
    resource: 'audit',
    says: 'A new key signs the audit trail',
  },
  'audit.verified': { severity: 'info', resource: 'audit', says: 'The trail was checked' },
  'audit.broken': {
    severity: 'critical',
    resource: 'audit',
    says: 'The trail is not as it was recorded',
  },
  'system.started': { severity: 'info', resource: 'system', says: 'The hub started' },
  'system.stopped': { severity: 'info', resource: 'system', says: 'The hub stopped in order' },
  'system.agent_lost': {
    severity: 'critical',
    resource: 'agent',
    says: 'An agent does not answer',
  },
  'system.agent_back': { severity: 'info', resource: 'agent', says: 'An agent answers again' },
  'system.agent_twice': {
    severity: 'critical',
    resource: 'agent',
    says: 'Two agents run under one name',
  },
  'system.agent_single': {
    severity: 'info',
    resource: 'agent',
    says: 'One agent alone runs under its name again',
  },
  'system.clock_off': {
    severity: 'warning',
    resource: 'agent',
    says: 'The clock of an agent is off',
  },
  'system.clock_right': {
    severity: 'info',
    resource: 'agent',
    says: 'The clock of an agent is right again',
  },
  'system.agent_outdated': {
    severity: 'warning',
    resource: 'agent',
    says: 'An agent runs an older Tremolo than the hub',
  },
  'system.agent_updated': {
    severity: 'info',
    resource: 'agent',
    says: 'An agent is no older than the hub any more',
  },
  'system.hub_outdated': {
    severity: 'warning',
    resource: 'agent',
    says: 'An agent runs a newer Tremolo than the hub',
  },
  'system.hub_updated': {
    severity: 'info',
    resource: 'agent',
    says: 'An agent is no newer than the hub any more',
  },
  'system.disk_low': {
    severity: 'critical',
    resource: 'system',
    says: 'The disk is full: results are not stored now',
  },
  'system.disk_free': { severity: 'info', resource: 'system', says: 'The disk has room again' },
  'system.memory_high': {
    severity: 'warning',
    resource: 'system',
    says: 'The hub uses more memory than it should',
  },
  'system.memory_normal': {
    severity: 'info',
    resource: 'system',
    says: 'The hub uses as much memory as it should again',
  },
  'system.condition_warning': {
    severity: 'warning',
    resource: 'system',
    says: 'Something is wrong with hub, agents or GPUs',
  },
  'system.condition_critical': {
    severity: 'critical',
    resource: 'system',
    says: 'Something is badly wrong with hub, agents or GPUs',
  },
  'system.condition_cleared': {
    severity: 'info',
    resource: 'system',
    says: 'What was wrong with hub, agents or GPUs is over',
  },
  'system.store_slow': {
    severity: 'warning',
    resource: 'system',
    says: 'A question to the store took more than five seconds',
  },
  'system.failed': {
    severity: 'warning',
    resource: 'system',
    says: 'Something went wrong that nobody foresaw',
  },
  'setting.changed': { severity: 'warning', resource: 'setting', says: 'A setting was changed' },
  'user.created': { severity: 'info', resource: 'user', says: 'An account was made' },
  'user.changed': { severity: 'info', resource: 'user', says: 'An account was changed' },
  'user.role_changed': { severity: 'warning', resource: 'user', says: 'A role was changed' },
  'user.suspended': { severity: 'warning', resource: 'user', says: 'An account was suspended' },
  'user.activated': { severity: 'warning', resource: 'user', says: 'An account was activated' },
  'user.password_reset': { severity: 'warning', resource: 'user', says: 'A password was reset' },
  'user.deleted': { severity: 'critical', resource: 'user', says: 'An account was deleted' },
  'user.restored': { severity: 'warning', resource: 'user', says: 'An account was restored' },
  'user.erased': { severity: 'critical', resource: 'user', says: 'An account was erased' },
  'user.exported': { severity: 'warning', resource: 'user', says: 'Accounts were exported' },
  'profile.changed': { severity: 'info', resource: 'user', says: 'A person changed the profile' },
  'profile.email_changed': {
    severity: 'warning',
    resource: 'user',
    says: 'A person changed the e-mail address',
  },
  'team.created': { severity: 'info', resource: 'team', says: 'A team was made' },
  'team.changed': { severity: 'info', resource: 'team', says: 'A team was changed' },
  'team.member_added': { severity: 'info', resource: 'team', says: 'A team got a member' },
  'team.member_changed': {
    severity: 'info',
    resource: 'team',
    says: 'A member’s part in a team was changed',
  },
  'team.member_removed': { severity: 'info', resource: 'team', says: 'A team lost a member' },
  'team.owner_changed': { severity: 'warning', resource: 'team', says: 'A team was handed over' },
  'team.roles_changed': {
    severity: 'warning',
    resource: 'team',
    says: 'The roles of a team were changed',
  },
  'team.dissolved': { severity: 'warning', resource: 'team', says: 'A team was dissolved' },
} as const satisfies Record<string, EventRow>;

export type AuditEventName = keyof typeof AUDIT_EVENTS;
