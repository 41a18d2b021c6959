import type { OidcProvider } from '#schemas/config/site-settings';
import type { ExternalIdentity } from './external-sign-in.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Groups that are looked at: more of them are a mistake, or an attempt. */
const GROUPS_MAX = 1_000;

/** Somebody as an identity token, and what the provider adds to it, describe him. */
export function identityOfClaims(
  provider: OidcProvider,
  { issuer, subject, claims }: { issuer: string; subject: string; claims: Claims },
): ExternalIdentity {
  const email = text(claims.email);
  return {
    how: `oidc:${provider.key}`,
    issuer,
    // Microsoft’s `sub` is another one for each registration of an application; `oid` is the person’s in the directory.
    subject: (provider.preset === 'microsoft' ? text(claims.oid) : null) ?? subject,
    name: text(claims.preferred_username) ?? email ?? text(claims.name) ?? '',
    email,
    emailVerified: isConfirmed(provider, claims),
    fullName: text(claims.name),
    groups: groupsOf(claims, provider.groupsClaim),
  };
}

/** Whether the provider asked for a second factor, by its own word (RFC 8176) or by the site’s. */
export function isProvenTwice(provider: OidcProvider, { amr }: Claims): boolean {
  return provider.asksSecondFactor || (Array.isArray(amr) && amr.includes('mfa'));
}

/** Whether the provider is an authority for the address, which its own claim does not always say as it should. */
function isConfirmed({ preset, confirmsEmails }: OidcProvider, claims: Claims): boolean {
  if (confirmsEmails) return true;
  const isVerified = isTrue(claims.email_verified);
  // Microsoft: `email` can be anything that a directory’s keeper wrote; `xms_edov` says that the domain is proven.
  if (preset === 'microsoft') return isTrue(claims.xms_edov);
  // Google: of an address elsewhere it only knows that somebody read it once. Whoever left a company keeps it.
  if (preset === 'google') {
    const isGoogles = /@gmail\.com$/i.test(text(claims.email) ?? '');
    return isVerified && (isGoogles || text(claims.hd) !== null);
  }
  return isVerified;
}

/** A list of words, or one; under the claim’s name, or deeper where that is a path such as `realm_access.roles`. */
export function groupsOf(claims: Claims, claim: string): string[] {
  const found =
    claims[claim] ??
    claim
      .split('.')
      .reduce<unknown>(
        (inner, name) =>
          typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
            ? (inner as Claims)[name]
            : undefined,
        claims,
      );
  const list = Array.isArray(found) ? found : [found];
  return list.filter((one): one is string => typeof one === 'string').slice(0, GROUPS_MAX);
}

const isTrue = (claim: unknown) => claim === true || claim === 'true' || claim === 1;
const text = (claim: unknown) => (typeof claim === 'string' && claim !== '' ? claim : null);
