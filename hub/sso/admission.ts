import type { OidcProvider } from '#schemas/config/site-settings';
import type { ExternalIdentity } from './external-sign-in.ts';
import type { AccountMapping } from './role-of-groups.ts';

/** There anybody can make an account for himself: that somebody has one says nothing. */
const OPEN_TO_ANYBODY = ['google', 'github'];

/**
 * How the provider’s people become people here. An account is made for whoever has an address in one of the site’s domains; where
 * it names none, for all, but of a provider that is open to anybody only for members of a group that has a role.
 */
export function mappingFor(
  provider: OidcProvider,
  identity: ExternalIdentity,
  claims: Readonly<Record<string, unknown>>,
): AccountMapping {
  const { roleOfGroup, defaultRole, createAccounts, emailDomains, preset } = provider;
  const isInGroup = roleOfGroup.some(({ group }) => identity.groups.includes(group));
  const isAdmitted =
    emailDomains.length > 0
      ? emailDomains.map(lower).includes(domainOf(provider, identity, claims))
      : isInGroup || !OPEN_TO_ANYBODY.includes(preset);
  return { roleOfGroup, defaultRole, createAccounts: createAccounts && isAdmitted };
}

/** The domain that the provider answers for. Google’s is that of the company’s directory: others it only knows by hearsay. */
function domainOf(
  { preset }: OidcProvider,
  { email, emailVerified }: ExternalIdentity,
  { hd }: Readonly<Record<string, unknown>>,
): string {
  if (preset === 'google') return typeof hd === 'string' ? lower(hd) : '';
  return emailVerified && email !== null ? lower(email.slice(email.lastIndexOf('@') + 1)) : '';
}

const lower = (text: string) => text.toLowerCase();
