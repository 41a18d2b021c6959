import type { ReasonRows } from '#schemas/errors/reason-rows';

/** Why settings cannot be taken, single sign-on above all. */
export const SETTING_REASONS = {
  setting_unknown: ['request_invalid', 'There is no setting "{name}" here.'],
  setting_secret_anew: [
    'request_invalid',
    'The address has changed: enter the password or secret for it anew, or remove it.',
  ],
  certificate_none: ['request_invalid', 'There is no certificate in this text.'],
  certificate_unreadable: ['request_invalid', 'This certificate cannot be read.'],
  sso_no_address: [
    'request_invalid',
    'Say first, under Site, at which address this site is opened: a provider sends people back there.',
  ],
  sso_key_twice: ['request_invalid', 'There are two providers with the key "{key}".'],
  sso_https: ['request_invalid', '{name}: a provider is asked over https only.'],
  sso_secret: ['request_invalid', '{name}: it needs its client secret.'],
  sso_scopes: ['request_invalid', '{name}: the scopes need "openid".'],
  sso_google: ['request_invalid', '{name}: Google’s issuer is {issuer}.'],
  sso_tenant: [
    'request_invalid',
    '{name}: name your own directory (tenant) in the issuer: at this one everybody could sign in.',
  ],
  saml_no_entry: ['request_invalid', '{name}: it needs the address at which people sign in there.'],
  saml_https: ['request_invalid', '{name}: people sign in there over https only.'],
  saml_no_issuer: ['request_invalid', '{name}: it needs the entity ID of the provider.'],
  saml_no_certificate: ['request_invalid', '{name}: it needs a certificate of the provider.'],
  saml_certificate: [
    'request_invalid',
    '{name}: its certificate {number} is none with an RSA key of {bits} bits or more, as PEM.',
  ],
  letter_address: ['request_invalid', 'A letter cannot go to this address.'],
  letter_form: ['request_invalid', 'A letter cannot have this subject or length.'],
} as const satisfies ReasonRows;
