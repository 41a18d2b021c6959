import { type Signal, signal } from '@preact/signals';
import type { OidcProvider } from '#schemas/config/site-settings';
import type { SentProvider } from './sso-save.ts';

const TEXTS = [
  'key',
  'name',
  'issuer',
  'clientId',
  'scopes',
  'groupsClaim',
  'emailDomains',
  'ca',
  'defaultRole',
] as const;
const FLAGS = [
  'enabled',
  'secretInHeader',
  'createAccounts',
  'confirmsEmails',
  'asksSecondFactor',
] as const;
type TextName = (typeof TEXTS)[number];
type FlagName = (typeof FLAGS)[number];
type Given = Partial<Omit<OidcProvider, 'scopes'>> &
  Pick<OidcProvider, 'preset'> & { scopes: string };

/** A provider while it is made or changed, field by field. */
export interface ProviderDraft {
  readonly preset: OidcProvider['preset'];
  readonly text: Readonly<Record<TextName, Signal<string>>>;
  readonly flag: Readonly<Record<FlagName, Signal<boolean>>>;
  readonly secret: Signal<string | null | undefined>;
  readonly lines: Signal<OidcProvider['roleOfGroup']>;
}

const DEFAULTS: Readonly<Record<FlagName, boolean>> = {
  enabled: true,
  secretInHeader: false,
  createAccounts: true,
  confirmsEmails: false,
  asksSecondFactor: false,
};

export function providerDraft(given: Given): ProviderDraft {
  const first: Record<TextName, string> = {
    key: given.key ?? '',
    name: given.name ?? '',
    issuer: given.issuer ?? '',
    clientId: given.clientId ?? '',
    scopes: given.scopes,
    groupsClaim: given.groupsClaim ?? 'groups',
    emailDomains: (given.emailDomains ?? []).join(' '),
    ca: given.ca ?? '',
    // An absent one is the usual one, null is a decision.
    defaultRole: given.defaultRole === undefined ? 'viewer' : (given.defaultRole ?? ''),
  };
  return {
    preset: given.preset,
    text: signals(TEXTS, (name) => first[name]),
    flag: signals(FLAGS, (name) => given[name] ?? DEFAULTS[name]),
    secret: signal<string | null | undefined>(undefined),
    lines: signal(given.roleOfGroup ?? []),
  };
}

/** The provider as the hub takes it. */
export function sentProvider({ preset, text, flag, secret, lines }: ProviderDraft): SentProvider {
  const said = (name: TextName) => text[name].value.trim();
  const words = (name: TextName) =>
    said(name)
      .split(/[\s,]+/)
      .filter(Boolean);
  return {
    preset,
    key: said('key'),
    name: said('name'),
    issuer: said('issuer'),
    clientId: said('clientId'),
    scopes: words('scopes'),
    groupsClaim: said('groupsClaim'),
    emailDomains: words('emailDomains'),
    ca: said('ca') || null,
    defaultRole: said('defaultRole') || null,
    roleOfGroup: lines.value.map(({ group, role }) => ({ group: group.trim(), role })),
    enabled: flag.enabled.value,
    secretInHeader: flag.secretInHeader.value,
    createAccounts: flag.createAccounts.value,
    confirmsEmails: flag.confirmsEmails.value,
    asksSecondFactor: flag.asksSecondFactor.value,
    ...(secret.value === undefined ? {} : { clientSecret: secret.value }),
  };
}

function signals<Name extends string, Value>(
  names: readonly Name[],
  first: (name: Name) => Value,
): Record<Name, Signal<Value>> {
  const made = names.map((name) => [name, signal(first(name))]);
  return Object.fromEntries(made) as Record<Name, Signal<Value>>;
}
