import type { SettingsOf } from '#schemas/config/site-settings';
import { SETTINGS_ROUTES } from '#schemas/http/settings';
import { request } from '../../../http/request.ts';
import type { SsoState } from './sso-state.ts';

/** A provider as it is sent: a secret that is left out stays as it is. */
export type SentProvider = Omit<SettingsOf<'sso'>['oidc'][number], 'clientSecret'> & {
  readonly clientSecret?: string | null;
};

/** Changes a part of single sign-on. Throws what `request` throws; `conflict` when somebody else was faster. */
export async function saveSso(
  { revision }: Pick<SsoState, 'revision'>,
  values: { oidc: readonly SentProvider[] } | { saml: SettingsOf<'sso'>['saml'] },
): Promise<void> {
  await request(SETTINGS_ROUTES.editSettings, {
    params: { section: 'sso' },
    body: { revision, values },
  });
}

/** The providers as the hub sent them: without the secrets that it keeps. */
export function sentProviders({ sso }: Pick<SsoState, 'sso'>): SentProvider[] {
  return sso.oidc.map(({ clientSecret: _, ...provider }) => provider);
}
