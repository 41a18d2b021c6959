import {
  type SettingsOf,
  type SettingsSection,
  SITE_SETTINGS,
} from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';

/** Names of values that never leave the hub. */
const SECRETS = [
  'password',
  'clientSecret',
  'smsGatewayToken',
  'slackWebhookUrl',
  'slackToken',
  'teamsWebhookUrl',
  'pagerdutyKey',
  'opsgenieKey',
];

/** Where each is sent: who points that elsewhere has to know the secret, and cannot have it brought to himself. */
const SENT_TO: Readonly<Record<string, string>> = {
  password: 'host',
  clientSecret: 'issuer',
  smsGatewayToken: 'smsGatewayUrl',
  slackToken: 'slackApiUrl',
  pagerdutyKey: 'pagerdutyUrl',
  opsgenieKey: 'opsgenieUrl',
};

type Plain = Record<string, unknown>;

/** The section without its secrets, and the paths of those that are set. */
export function withoutSecrets(body: unknown): { values: Plain; secretsSet: string[] } {
  const secretsSet: string[] = [];
  const strip = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((one, i) => strip(one, `${path}${i}.`));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => {
        if (!SECRETS.includes(name)) return [[name, strip(inner, `${path}${name}.`)]];
        if (inner !== null) secretsSet.push(`${path}${name}`);
        return [];
      }),
    );
  };
  return { values: strip(body, '') as Plain, secretsSet };
}

/**
 * The section with these values changed. A list is replaced as a whole, and an entry of it without its secret keeps the one that
 * the entry of the same key has. Throws a ZodError when the outcome is not valid, `request_invalid` for a name that it does not
 * have, and for a secret that would go to another address without being entered anew.
 */
export function patched<Section extends SettingsSection>(
  section: Section,
  before: SettingsOf<Section>,
  values: Plain,
): SettingsOf<Section> {
  const known = Object.keys(before);
  const stranger = Object.keys(values).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw refused('setting_unknown', { name: stranger });
  }
  refuseToSendElsewhere(before, values);
  const kept = Object.entries(values).map(([name, value]) => [
    name,
    keepingSecrets((before as Plain)[name], value),
  ]);
  return SITE_SETTINGS[section].parse({
    ...before,
    ...Object.fromEntries(kept),
  }) as SettingsOf<Section>;
}

function keepingSecrets(before: unknown, after: unknown): unknown {
  if (!Array.isArray(after) || !Array.isArray(before)) return after;
  return after.map((entry: Plain) => {
    const same = before.find((one: Plain) => one.key !== undefined && one.key === entry?.key);
    if (same === undefined || entry === null || typeof entry !== 'object') return entry;
    refuseToSendElsewhere(same, entry);
    const secrets = SECRETS.filter((name) => name in same && !(name in entry));
    return { ...Object.fromEntries(secrets.map((name) => [name, same[name]])), ...entry };
  });
}

function refuseToSendElsewhere(before: Plain, after: Plain): void {
  for (const [secret, address] of Object.entries(SENT_TO)) {
    const isKept = before[secret] != null && !(secret in after);
    const isElsewhere = address in after && after[address] !== before[address];
    if (!isKept || !isElsewhere || after[address] === null) continue;
    throw refused('setting_secret_anew');
  }
}
