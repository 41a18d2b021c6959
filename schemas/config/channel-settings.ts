import { z } from 'zod';
import { NOTIFICATION_EVENT_NAMES, PRIORITIES } from '#schemas/notifications/event-names';
import { ChannelLanguage } from '#schemas/notifications/words';

/** A host that the hub may speak to: `hooks.slack.com`, `*.webhook.office.com`, with a port where it is another than 443. */
const AllowedHost = z
  .string()
  .max(253)
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/,
    'A host in small letters, such as hooks.slack.com or *.example.com:8443.',
  );

/** A network that counts as private, and that the hub may speak to all the same. */
const AllowedNetwork = z.union([z.cidrv4(), z.cidrv6()]);

/** A server by host and port; an address of version 6 in brackets. */
export const AllowedServer = z
  .string()
  .max(260)
  .regex(
    /^([^\s:/@[\]\p{Lu}\p{C}]+|\[[0-9a-f:.]+\]):\d{1,5}$/u,
    'A host in small letters with its port, such as mail.plant.example:587 or 10.1.2.3:6514.',
  );
export const MAX_SERVERS = 50;

const Events = (...names: (typeof NOTIFICATION_EVENT_NAMES)[number][]) =>
  z.array(z.enum(NOTIFICATION_EVENT_NAMES)).max(50).default(names);
const Least = (least: (typeof PRIORITIES)[number]) => z.enum(PRIORITIES).default(least);
/** In which language: the site’s, or one of its own. */
const Spoken = ChannelLanguage.default('site');
const Secret = z.string().min(1).max(600).nullable().default(null);
const SecretUrl = z
  .url({ protocol: /^https?$/ })
  .max(600)
  .nullable()
  .default(null);
const Base = (url: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default(url);
const ALARMS = ['alarm.raised', 'alarm.escalated'] as const;

/** The site’s ways out of the hub. All are off until somebody switches them on; addresses that hold a secret are secrets. */
export const ChannelSettings = z.strictObject({
  /** The hub sends HTTP requests to these hosts and to no others. */
  egressHosts: z.array(AllowedHost).max(100).default([]),
  /** Private, loopback and link-local addresses are refused but for these networks. */
  egressNetworks: z.array(AllowedNetwork).max(50).default([]),
  /** Mail relay, gateway and log servers at private addresses that the hub may speak to, each with its port. */
  egressServers: z.array(AllowedServer).max(MAX_SERVERS).default([]),
  /** PEM of authorities of the site’s own, besides those of the system. */
  egressCa: z.string().max(40_000).nullable().default(null),
  /** What comes for one person within this goes out as one; critical ones wait two seconds at most. */
  gatherSeconds: z.number().int().min(0).max(600).default(15),
  /** What chatters is told again after so long. */
  coolDownMinutes: z.number().int().min(0).max(1_440).default(10),
  keepDays: z.number().int().min(1).max(3_650).default(90),
  /** From this share of right answers on, a training reached its milestone. */
  milestoneAccuracy: z.number().min(0.5).max(1).default(0.98),

  slackEnabled: z.boolean().default(false),
  /** Posts into the channel that the webhook was made for. */
  slackWebhookUrl: SecretUrl,
  /** Of an app of the workspace: posts into `slackRoom`, and to persons. */
  slackToken: Secret,
  slackApiUrl: Base('https://slack.com/api'),
  slackRoom: z.string().max(80).default(''),
  /** Said in front of critical ones: `<!here>`, `<!channel>` or `<@U024BE7LH>`. */
  slackMention: z
    .string()
    .max(60)
    .regex(/^(<[!@][A-Za-z0-9^|_-]+>)?$/, 'A mention such as <!here>.')
    .default(''),
  slackEvents: Events(...ALARMS, 'agent.lost', 'system.critical'),
  slackLeast: Least('medium'),
  slackLanguage: Spoken,

  teamsEnabled: z.boolean().default(false),
  teamsWebhookUrl: SecretUrl,
  teamsEvents: Events(...ALARMS, 'agent.lost', 'system.critical'),
  teamsLeast: Least('medium'),
  teamsLanguage: Spoken,

  pagerdutyEnabled: z.boolean().default(false),
  pagerdutyKey: Secret,
  pagerdutyUrl: Base('https://events.pagerduty.com'),
  pagerdutyEvents: Events(...ALARMS, 'alarm.returned', 'system.critical', 'system.cleared'),
  pagerdutyLeast: Least('critical'),
  pagerdutyLanguage: Spoken,

  opsgenieEnabled: z.boolean().default(false),
  opsgenieKey: Secret,
  opsgenieUrl: Base('https://api.opsgenie.com'),
  opsgenieEvents: Events(...ALARMS, 'alarm.returned', 'system.critical', 'system.cleared'),
  opsgenieLeast: Least('critical'),
  opsgenieLanguage: Spoken,

  mqttEnabled: z.boolean().default(false),
  mqttEvents: Events(...ALARMS, 'alarm.returned'),
  mqttLeast: Least('low'),
  mqttLanguage: Spoken,

  syslogEnabled: z.boolean().default(false),
  syslogHost: z.string().max(253).nullable().default(null),
  syslogPort: z.number().int().min(1).max(65_535).default(6_514),
  syslogProtocol: z.enum(['udp', 'tcp', 'tls']).default('tls'),
  /** PEM of the authority that signed the receiver’s certificate; null: the system’s. */
  syslogCa: z.string().max(20_000).nullable().default(null),
  syslogEvents: Events(...ALARMS, 'alarm.returned', 'agent.lost', 'system.critical'),
  syslogLeast: Least('low'),
  syslogLanguage: Spoken,

  /** Browsers take messages while Tremolo is closed; each by the service of its maker, which has to be among the hosts. */
  pushEnabled: z.boolean().default(false),
  /** By which the makers’ services can reach whoever runs this hub. */
  pushContact: z
    .string()
    .max(200)
    .regex(/^(mailto:|https:\/\/)/, 'An address such as mailto:it@plant.example.')
    .default('mailto:tremolo@localhost.localdomain'),
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;
