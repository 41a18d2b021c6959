import type { OidcProvider, SettingsOf } from '#schemas/config/site-settings';
import { type Said, said } from '#schemas/errors/said';
import { isSafeAddress } from './bounded-fetch.ts';
import { objectionToSaml } from './saml-objection.ts';

const GOOGLE = 'https://accounts.google.com';
/** There a directory of any company, and everybody without one, could sign in. */
const MICROSOFT_FOR_ALL = /^\/(common|organizations|consumers)(\/|$)/;

/** Why the settings of single sign-on cannot work, or would let strangers in; null when there is nothing to say. */
export function objectionToSso(
  { oidc, saml }: SettingsOf<'sso'>,
  site: { readonly publicUrl: string | null; readonly isRole: (key: string) => boolean },
): Said | null {
  const isUsed = saml.enabled || oidc.some(({ enabled }) => enabled);
  if (isUsed && site.publicUrl === null) {
    return said('sso_no_address');
  }
  const keys = oidc.map(({ key }) => key);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) return said('sso_key_twice', { key: twice });
  for (const { roleOfGroup, defaultRole } of [...oidc, saml]) {
    const roles = [...roleOfGroup.map(({ role }) => role), ...(defaultRole ? [defaultRole] : [])];
    const stranger = roles.find((role) => !site.isRole(role));
    if (stranger !== undefined) return said('setting_role_unknown', { role: stranger });
  }
  for (const provider of oidc) {
    const objection = provider.enabled ? objectionTo(provider) : null;
    if (objection !== null) return objection;
  }
  return objectionToSaml(saml);
}

function objectionTo(provider: OidcProvider): Said | null {
  const { name, issuer, preset, scopes, clientSecret } = provider;
  const url = new URL(issuer);
  if (!isSafeAddress(url)) return said('sso_https', { name });
  if (preset !== 'generic' && clientSecret === null) return said('sso_secret', { name });
  if (preset !== 'github' && !scopes.includes('openid')) return said('sso_scopes', { name });
  if (preset === 'google' && url.href !== `${GOOGLE}/`) {
    return said('sso_google', { name, issuer: GOOGLE });
  }
  if (preset === 'microsoft' && MICROSOFT_FOR_ALL.test(url.pathname)) {
    return said('sso_tenant', { name });
  }
  return null;
}
