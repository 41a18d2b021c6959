import type { Permission } from '#schemas/access/permissions';
import {
  NOTIFICATION_EVENT_NAMES,
  type NotificationEvent,
  type PersonalChannel,
  type Priority,
} from '#schemas/notifications/event-names';

/** Ways out of the hub that belong to the site, each set up by an administrator. */
export const SITE_CHANNELS = [
  'slack_room',
  'teams',
  'pagerduty',
  'opsgenie',
  'webhook',
  'mqtt',
  'syslog',
] as const;
export type SiteChannel = (typeof SITE_CHANNELS)[number];
export type Channel = PersonalChannel | SiteChannel;

/** `digest`: with others, at the hour that the person chose; only e-mail has it. */
export const CHOICES = ['off', 'now', 'digest'] as const;
export type Choice = (typeof CHOICES)[number];

interface EventRow {
  /** Unless who tells says otherwise. */
  readonly priority: Priority;
  /** Nobody is told who may not see this, with the node that it is about. */
  readonly needs: Permission;
  /** `all`: everybody who may see it. `named`: only those whom the teller names. */
  readonly to: 'all' | 'named';
  /** Who may do something about it gets it out of the app, too, unless chosen otherwise; others in the app only. */
  readonly acts: Permission;
  /** What people get who chose nothing. */
  readonly byDefault: Readonly<Record<PersonalChannel, Choice>>;
  /** The heading under which people choose. */
  readonly group: 'alarms' | 'jobs' | 'system';
  readonly says: { readonly en: string; readonly de: string };
}

const AT_ONCE = { in_app: 'now', email: 'now', push: 'now', slack: 'now' } as const;
const GATHERED = { in_app: 'now', email: 'digest', push: 'off', slack: 'off' } as const;
const ON_SCREEN = { in_app: 'now', email: 'off', push: 'off', slack: 'off' } as const;

/** Everything that people are told of. Who tells of something new adds its row here first. */
export const NOTIFICATION_EVENTS = {
  'alarm.raised': {
    priority: 'high',
    needs: 'alarm:read',
    to: 'all',
    acts: 'alarm:acknowledge',
    byDefault: AT_ONCE,
    group: 'alarms',
    says: { en: 'An alarm is raised', de: 'Ein Alarm wird ausgelöst' },
  },
  'alarm.escalated': {
    priority: 'critical',
    needs: 'alarm:read',
    to: 'named',
    acts: 'alarm:read',
    byDefault: AT_ONCE,
    group: 'alarms',
    says: {
      en: 'An alarm that nobody acknowledged is handed on',
      de: 'Ein nicht quittierter Alarm wird weitergereicht',
    },
  },
  'alarm.returned': {
    priority: 'low',
    needs: 'alarm:read',
    to: 'all',
    acts: 'alarm:acknowledge',
    byDefault: { ...ON_SCREEN, in_app: 'off', email: 'digest' },
    group: 'alarms',
    says: { en: 'What raised an alarm is over', de: 'Die Ursache eines Alarms ist vorbei' },
  },
  'job.succeeded': {
    priority: 'low',
    needs: 'job:read',
    to: 'named',
    acts: 'job:read',
    byDefault: ON_SCREEN,
    group: 'jobs',
    says: { en: 'A job of yours succeeded', de: 'Ein Auftrag von Ihnen ist fertig' },
  },
  'job.failed': {
    priority: 'medium',
    needs: 'job:read',
    to: 'named',
    acts: 'job:read',
    byDefault: GATHERED,
    group: 'jobs',
    says: { en: 'A job of yours failed for good', de: 'Ein Auftrag von Ihnen ist gescheitert' },
  },
  'training.succeeded': {
    priority: 'medium',
    needs: 'job:read',
    to: 'named',
    acts: 'job:read',
    byDefault: { ...GATHERED, email: 'now', push: 'now' },
    group: 'jobs',
    says: { en: 'A training of yours is complete', de: 'Ein Training von Ihnen ist fertig' },
  },
  'training.failed': {
    priority: 'medium',
    needs: 'job:read',
    to: 'named',
    acts: 'job:read',
    byDefault: { ...GATHERED, email: 'now', push: 'now' },
    group: 'jobs',
    says: { en: 'A training of yours failed', de: 'Ein Training von Ihnen ist gescheitert' },
  },
  'training.milestone': {
    priority: 'low',
    needs: 'job:read',
    to: 'named',
    acts: 'job:read',
    byDefault: ON_SCREEN,
    group: 'jobs',
    says: {
      en: 'A training reached the accuracy that the site watches for',
      de: 'Ein Training hat die beobachtete Genauigkeit erreicht',
    },
  },
  'agent.lost': {
    priority: 'high',
    needs: 'system:read',
    to: 'all',
    acts: 'fleet:operate',
    byDefault: GATHERED,
    group: 'system',
    says: { en: 'An agent does not answer', de: 'Ein Agent antwortet nicht' },
  },
  'agent.back': {
    priority: 'low',
    needs: 'system:read',
    to: 'all',
    acts: 'fleet:operate',
    byDefault: { ...ON_SCREEN, in_app: 'off' },
    group: 'system',
    says: { en: 'An agent answers again', de: 'Ein Agent antwortet wieder' },
  },
  'system.critical': {
    priority: 'critical',
    needs: 'system:read',
    to: 'all',
    acts: 'fleet:operate',
    byDefault: GATHERED,
    group: 'system',
    says: {
      en: 'Something is badly wrong with hub, agents or GPUs',
      de: 'Etwas ist ernst mit Hub, Agenten oder GPUs',
    },
  },
  'system.warning': {
    priority: 'medium',
    needs: 'system:read',
    to: 'all',
    acts: 'fleet:operate',
    byDefault: GATHERED,
    group: 'system',
    says: {
      en: 'Something is wrong with hub, agents or GPUs',
      de: 'Etwas stimmt nicht mit Hub, Agenten oder GPUs',
    },
  },
  'system.cleared': {
    priority: 'low',
    needs: 'system:read',
    to: 'all',
    acts: 'fleet:operate',
    byDefault: { ...ON_SCREEN, in_app: 'off' },
    group: 'system',
    says: {
      en: 'What was wrong with hub, agents or GPUs is over',
      de: 'Die Störung von Hub, Agenten oder GPUs ist vorbei',
    },
  },
  'channel.failed': {
    priority: 'medium',
    needs: 'notification:configure',
    to: 'all',
    acts: 'notification:configure',
    byDefault: GATHERED,
    group: 'system',
    says: {
      en: 'A way out of the hub does not work',
      de: 'Ein Weg aus dem Hub funktioniert nicht',
    },
  },
  'webhook.disabled': {
    priority: 'high',
    needs: 'notification:configure',
    to: 'all',
    acts: 'notification:configure',
    byDefault: GATHERED,
    group: 'system',
    says: {
      en: 'A webhook was switched off because it failed again and again',
      de: 'Ein Webhook wurde nach wiederholten Fehlern abgeschaltet',
    },
  },
  /** Not of the choices: what a person asked for oneself. */
  test: {
    priority: 'low',
    needs: 'session:own',
    to: 'named',
    acts: 'session:own',
    byDefault: ON_SCREEN,
    group: 'system',
    says: { en: 'A test', de: 'Ein Test' },
  },
  digest: {
    priority: 'low',
    needs: 'session:own',
    to: 'named',
    acts: 'session:own',
    byDefault: { ...ON_SCREEN, in_app: 'off', email: 'now' },
    group: 'system',
    says: { en: 'The digest', de: 'Die Zusammenfassung' },
  },
} as const satisfies Record<NotificationEvent, EventRow>;

/** Those that people choose channels for. */
export const CHOSEN_EVENTS = NOTIFICATION_EVENT_NAMES.filter(
  (event) => event !== 'test' && event !== 'digest',
);
