import type { EventRow } from '#schemas/audit/event-row';

/** Events about agents, jobs, queues and models. */
export const WORK_EVENTS = {
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
} as const satisfies Record<string, EventRow>;
