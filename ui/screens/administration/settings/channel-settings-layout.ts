import { PRIORITIES } from '#schemas/notifications/event-names';
import { SCREEN_LANGUAGES } from '#schemas/preferences/language';
import type { SettingField, SettingGroup } from './setting-field.ts';

const what = (channel: string): SettingField[] => [
  { path: `${channel}Events`, kind: 'notices' },
  { path: `${channel}Least`, kind: 'choice', choices: PRIORITIES },
  { path: `${channel}Language`, kind: 'choice', choices: ['site', ...SCREEN_LANGUAGES] },
];

/** The site’s ways out of the hub, in the order in which one sets them up: where the hub may go at all comes first. */
export const CHANNEL_SETTINGS_LAYOUT: readonly SettingGroup[] = [
  {
    key: 'egress',
    fields: [
      { path: 'egressHosts', kind: 'emails' },
      { path: 'egressNetworks', kind: 'emails' },
      { path: 'egressServers', kind: 'emails' },
      { path: 'egressCa', kind: 'certificate' },
    ],
  },
  {
    key: 'gathering',
    fields: [
      { path: 'gatherSeconds', kind: 'number', unit: 'seconds' },
      { path: 'coolDownMinutes', kind: 'number', unit: 'minutes' },
      { path: 'keepDays', kind: 'number', unit: 'days' },
    ],
  },
  { key: 'milestone', fields: [{ path: 'milestoneAccuracy', kind: 'number', step: 0.01 }] },
  {
    key: 'slack',
    fields: [
      { path: 'slackEnabled', kind: 'flag' },
      { path: 'slackWebhookUrl', kind: 'secret' },
      { path: 'slackToken', kind: 'secret' },
      { path: 'slackRoom', kind: 'text' },
      { path: 'slackMention', kind: 'text' },
      { path: 'slackApiUrl', kind: 'url' },
      ...what('slack'),
    ],
  },
  {
    key: 'teamsRoom',
    fields: [
      { path: 'teamsEnabled', kind: 'flag' },
      { path: 'teamsWebhookUrl', kind: 'secret' },
      ...what('teams'),
    ],
  },
  {
    key: 'pagerduty',
    fields: [
      { path: 'pagerdutyEnabled', kind: 'flag' },
      { path: 'pagerdutyKey', kind: 'secret' },
      { path: 'pagerdutyUrl', kind: 'url' },
      ...what('pagerduty'),
    ],
  },
  {
    key: 'opsgenie',
    fields: [
      { path: 'opsgenieEnabled', kind: 'flag' },
      { path: 'opsgenieKey', kind: 'secret' },
      { path: 'opsgenieUrl', kind: 'url' },
      ...what('opsgenie'),
    ],
  },
  { key: 'mqtt', fields: [{ path: 'mqttEnabled', kind: 'flag' }, ...what('mqtt')] },
  {
    key: 'syslogOut',
    fields: [
      { path: 'syslogEnabled', kind: 'flag' },
      { path: 'syslogHost', kind: 'text' },
      { path: 'syslogPort', kind: 'number' },
      { path: 'syslogProtocol', kind: 'choice', choices: ['udp', 'tcp', 'tls'] },
      { path: 'syslogCa', kind: 'certificate' },
      ...what('syslog'),
    ],
  },
  {
    key: 'push',
    fields: [
      { path: 'pushEnabled', kind: 'flag' },
      { path: 'pushContact', kind: 'text' },
    ],
  },
];
