import type { SettingsSection } from '#schemas/config/site-settings';
import { SCREEN_LANGUAGES } from '#schemas/preferences/language';
import { CHANNEL_SETTINGS_LAYOUT } from './channel-settings-layout.ts';
import type { SettingGroup } from './setting-field.ts';

const limit = (key: string): SettingGroup => ({
  key,
  fields: [
    { path: `${key}.perHour`, kind: 'number', unit: 'perHour' },
    { path: `${key}.burst`, kind: 'number', unit: 'requests' },
    { path: `${key}.perDay`, kind: 'number', unit: 'perDay' },
  ],
});

/** The settings as an administrator finds them: what belongs together, in the order in which it is decided. Single sign-on has a screen of its own. */
export const SETTINGS_LAYOUT: Readonly<
  Record<Exclude<SettingsSection, 'sso'>, readonly SettingGroup[]>
> = {
  general: [
    {
      key: 'site',
      fields: [
        { path: 'siteName', kind: 'text' },
        { path: 'language', kind: 'choice', choices: SCREEN_LANGUAGES },
        { path: 'adminContact', kind: 'text' },
        { path: 'publicUrl', kind: 'url' },
        {
          path: 'environment',
          kind: 'choice',
          choices: ['production', 'staging', 'development'],
        },
      ],
    },
    { key: 'notice', fields: [{ path: 'notice', kind: 'lines' }] },
    { key: 'gpus', fields: [{ path: 'migAdminEnabled', kind: 'flag' }] },
    { key: 'people', fields: [{ path: 'deletedAccountDays', kind: 'number', unit: 'days' }] },
  ],
  signIn: [
    {
      key: 'passwords',
      fields: [
        { path: 'passwordMinLength', kind: 'number', unit: 'characters' },
        {
          path: 'passwordMinScore',
          kind: 'choice',
          choices: ['0', '1', '2', '3', '4'],
          isNumber: true,
        },
        { path: 'passwordNeedsLettersAndDigits', kind: 'flag' },
      ],
    },
    {
      key: 'factors',
      fields: [
        { path: 'secondFactorForAll', kind: 'flag' },
        { path: 'secondFactorRoles', kind: 'roles' },
        { path: 'emailCodes', kind: 'flag' },
        { path: 'smsCodes', kind: 'flag' },
      ],
    },
    {
      key: 'lockout',
      fields: [
        { path: 'lockoutFailures', kind: 'number', unit: 'failures' },
        { path: 'lockoutMaxMinutes', kind: 'number', unit: 'minutes' },
      ],
    },
    {
      key: 'sessions',
      fields: [
        { path: 'accessTokenMinutes', kind: 'number', unit: 'minutes' },
        { path: 'refreshTokenDays', kind: 'number', unit: 'days' },
        { path: 'idleMinutes', kind: 'number', unit: 'minutes' },
        { path: 'maxSessions', kind: 'number', unit: 'sessions' },
      ],
    },
    {
      key: 'registration',
      fields: [
        { path: 'registrationOpen', kind: 'flag' },
        { path: 'registrationRole', kind: 'role' },
      ],
    },
  ],
  mail: [
    {
      key: 'relay',
      fields: [
        { path: 'host', kind: 'text' },
        { path: 'port', kind: 'number' },
        { path: 'security', kind: 'choice', choices: ['starttls', 'tls', 'none'] },
        { path: 'user', kind: 'text' },
        { path: 'password', kind: 'secret' },
        { path: 'from', kind: 'text' },
        { path: 'ca', kind: 'certificate' },
      ],
    },
    {
      key: 'sms',
      fields: [
        { path: 'smsGatewayUrl', kind: 'url' },
        { path: 'smsGatewayToken', kind: 'secret' },
      ],
    },
  ],
  limits: [
    limit('perKey'),
    limit('perPerson'),
    limit('perAddress'),
    limit('signIn'),
    limit('work'),
    limit('submissions'),
  ],
  audit: [
    {
      key: 'retention',
      fields: [
        { path: 'retentionDays', kind: 'number', unit: 'days' },
        { path: 'logReads', kind: 'flag' },
      ],
    },
    {
      key: 'forwarding',
      fields: [
        { path: 'syslogHost', kind: 'text' },
        { path: 'syslogPort', kind: 'number' },
        { path: 'syslogTls', kind: 'flag' },
        { path: 'syslogCa', kind: 'certificate' },
      ],
    },
    {
      key: 'alerts',
      fields: [
        { path: 'alertOn', kind: 'events' },
        { path: 'alertEmails', kind: 'emails' },
      ],
    },
  ],
  conditions: [
    {
      key: 'disks',
      fields: [
        { path: 'diskWarningPercent', kind: 'number', unit: 'percent' },
        { path: 'diskCriticalPercent', kind: 'number', unit: 'percent' },
      ],
    },
    {
      key: 'fleet',
      fields: [
        { path: 'agentOfflineMinutes', kind: 'number', unit: 'minutes' },
        { path: 'gpuHotSeconds', kind: 'number', unit: 'seconds' },
      ],
    },
    {
      key: 'jobs',
      fields: [
        { path: 'queueLength', kind: 'number', unit: 'jobs' },
        { path: 'deadLetters', kind: 'number', unit: 'jobs' },
      ],
    },
    {
      key: 'store',
      fields: [{ path: 'slowQuerySeconds', kind: 'number', unit: 'seconds' }],
    },
    {
      key: 'clearing',
      fields: [{ path: 'clearAfterSeconds', kind: 'number', unit: 'seconds' }],
    },
  ],
  channels: CHANNEL_SETTINGS_LAYOUT,
};

export type LaidOutSection = keyof typeof SETTINGS_LAYOUT;
