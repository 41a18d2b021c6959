import type { SettingsOf } from '#schemas/config/site-settings';

/** Whether the provider that vouches for an account of this origin can sign people in now. */
export function isOffered({ oidc, saml }: SettingsOf<'sso'>, origin: string): boolean {
  if (origin === 'saml') return saml.enabled;
  return oidc.some(({ key, enabled }) => enabled && origin === `oidc:${key}`);
}
