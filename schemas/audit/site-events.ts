import type { EventRow } from '#schemas/audit/event-row';

/** Events about the site: its settings, the audit trail and the system itself. */
export const SITE_EVENTS = {
  'setup.link_made': { severity: 'warning', resource: 'system', says: 'A setup link was made' },
  'token.signing_key_rotated': {
    severity: 'warning',
    resource: 'system',
    says: 'A new key signs access tokens',
  },
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
  'access.refused': {
    severity: 'warning',
    resource: 'system',
    says: 'Somebody asked for what he may not have',
  },
  'data.read': { severity: 'info', resource: 'system', says: 'Somebody looked at something' },
  'limit.exceeded': { severity: 'warning', resource: 'system', says: 'A rate limit was exceeded' },
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
  'webhook.created': { severity: 'warning', resource: 'webhook', says: 'A webhook was made' },
  'webhook.changed': { severity: 'warning', resource: 'webhook', says: 'A webhook was changed' },
  'webhook.deleted': { severity: 'warning', resource: 'webhook', says: 'A webhook was deleted' },
  'webhook.secret_renewed': {
    severity: 'warning',
    resource: 'webhook',
    says: 'A webhook got a new secret',
  },
  'webhook.disabled': {
    severity: 'warning',
    resource: 'webhook',
    says: 'Tremolo switched a webhook off because it failed again and again',
  },
  'webhook.tested': { severity: 'info', resource: 'webhook', says: 'A webhook was tried' },
  'channel.tested': {
    severity: 'info',
    resource: 'setting',
    says: 'One of the site’s ways out of the hub was tried',
  },
  'delivery.resent': {
    severity: 'info',
    resource: 'setting',
    says: 'Something that had left the hub was sent once more',
  },
} as const satisfies Record<string, EventRow>;
