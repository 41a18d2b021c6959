import type { OidcProvider, SettingsOf } from '#schemas/config/site-settings';
import { isSafeAddress } from './bounded-fetch.ts';
import { objectionToSaml } from './saml-objection.ts';

const GOOGLE = 'https://accounts.google.com';
/** There a directory of any company, and everybody without one, could sign in. */
const MICROSOFT_FOR_ALL = /^\/(common|organizations|consumers)(\/|$)/;

/** Why the settings of single sign-on cannot work, or would let strangers in; null when there is nothing to say. */
export function objectionToSso(
  { oidc, saml }: SettingsOf<'sso'>,
  site: { readonly publicUrl: string | null; readonly isRole: (key: string) => boolean },
): string | null {
  const isUsed = saml.enabled || oidc.some(({ enabled }) => enabled);
  if (isUsed && site.publicUrl === null) {
    return 'Say first, under Site, at which address this site is opened: a provider sends people back there.';
  }
  const keys = oidc.map(({ key }) => key);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) return `There are two providers with the key "${twice}".`;
  for (const { roleOfGroup, defaultRole } of [...oidc, saml]) {
    const roles = [...roleOfGroup.map(({ role }) => role), ...(defaultRole ? [defaultRole] : [])];
    const stranger = roles.find((role) => !site.isRole(role));
    if (stranger !== undefined) return `There is no role "${stranger}".`;
  }
  for (const provider of oidc) {
    const objection = provider.enabled ? objectionTo(provider) : null;
    if (objection !== null) return `${provider.name}: ${objection}`;
  }
  const objection = objectionToSaml(saml);
  return objection && `${saml.name}: ${objection}`;
}

function objectionTo({ issuer, preset, scopes, clientSecret }: OidcProvider): string | null {
  const url = new URL(issuer);
  if (!isSafeAddress(url)) return 'a provider is asked over https only.';
  if (preset !== 'generic' && clientSecret === null) return 'it needs its client secret.';
  if (preset !== 'github' && !scopes.includes('openid')) return 'the scopes need "openid".';
  if (preset === 'google' && url.href !== `${GOOGLE}/`) return `Google’s issuer is ${GOOGLE}.`;
  if (preset === 'microsoft' && MICROSOFT_FOR_ALL.test(url.pathname)) {
    return 'name your own directory (tenant) in the issuer: at this one everybody could sign in.';
  }
  return null;
}
