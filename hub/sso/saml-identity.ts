import type { SettingsOf } from '#schemas/config/site-settings';
import type { ExternalIdentity } from './external-sign-in.ts';
import type { SamlAssertion } from './saml-assertion.ts';

const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** Ways of signing in that ask for more than a password, as the providers in use name them. */
const PROVEN_TWICE = [
  'https://refeds.org/profile/mfa',
  'http://schemas.microsoft.com/claims/multipleauthn',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI',
];

/** Whom an assertion names, by the attributes that the site says. */
export function identityOf(
  { nameId, nameIdFormat, attributes }: SamlAssertion,
  saml: SettingsOf<'sso'>['saml'],
  idpIssuer: string,
): ExternalIdentity {
  const first = (name: string) => attributes.get(name)?.[0] ?? null;
  const byNameId = nameIdFormat === EMAIL_FORMAT ? nameId : null;
  const email = first(saml.emailAttribute) ?? byNameId;
  const fullName = first(saml.nameAttribute);
  return {
    how: 'saml',
    issuer: idpIssuer,
    subject: nameId,
    name: email ?? fullName ?? nameId,
    email,
    // The one directory of the company, which the administrator chose, vouches for its addresses; SAML has no word for it.
    emailVerified: email !== null,
    fullName,
    groups: attributes.get(saml.groupsAttribute) ?? [],
  };
}

/** Whether the provider has asked for a second factor, so that Tremolo need not. */
export function isProvenTwice({ authnContext }: SamlAssertion): boolean {
  return authnContext !== null && PROVEN_TWICE.includes(authnContext);
}
