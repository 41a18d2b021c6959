import type { OidcProvider } from '#schemas/config/site-settings';
import { ssoWords } from '../../../text/sso.ts';

export type SsoPreset = OidcProvider['preset'];
export const SSO_PRESETS = ['microsoft', 'google', 'github', 'generic'] as const;

const ISSUERS: Readonly<Record<SsoPreset, string>> = {
  // The tenant has to be named: at the common address everybody could sign in.
  microsoft: '',
  google: 'https://accounts.google.com',
  github: 'https://github.com',
  generic: '',
};
const SCOPES: Readonly<Record<SsoPreset, string>> = {
  microsoft: 'openid profile email',
  google: 'openid profile email',
  github: 'read:user user:email',
  generic: 'openid profile email',
};
const NAMES: Readonly<Record<SsoPreset, string>> = {
  microsoft: 'Microsoft',
  google: 'Google',
  github: 'GitHub',
  generic: '',
};

/** What a new provider of this kind begins with; `taken` are the keys that there are. */
export function presetOf(preset: SsoPreset, taken: readonly string[]) {
  const base = preset === 'generic' ? 'sso' : preset;
  let key: string = base;
  for (let n = 2; taken.includes(key); n++) key = `${base}-${n}`;
  return { preset, key, name: NAMES[preset], issuer: ISSUERS[preset], scopes: SCOPES[preset] };
}

export const presetWord = (preset: SsoPreset) => ssoWords.providers.presets[preset];
