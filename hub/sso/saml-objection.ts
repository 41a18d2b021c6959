import { X509Certificate } from 'node:crypto';
import type { SettingsOf } from '#schemas/config/site-settings';
import { isSafeAddress } from './bounded-fetch.ts';

/** Shorter keys can be broken (NIST SP 800-131A). */
const KEY_BITS_MIN = 2_048;

/** Why these settings of SAML cannot work, in a sentence; null when there is nothing to say. */
export function objectionToSaml(saml: SettingsOf<'sso'>['saml']): string | null {
  const { enabled, entryPoint, idpIssuer, idpCertificates } = saml;
  if (!enabled) return null;
  if (entryPoint === null) return 'it needs the address at which people sign in there.';
  if (!isSafeAddress(new URL(entryPoint))) return 'people sign in there over https only.';
  if (!idpIssuer) return 'it needs the entity ID of the provider.';
  if (idpCertificates.length === 0) return 'it needs a certificate of the provider.';
  const bad = idpCertificates.findIndex((text) => !isUsable(text));
  if (bad < 0) return null;
  return `its certificate ${bad + 1} is none with an RSA key of ${KEY_BITS_MIN} bits or more, as PEM.`;
}

function isUsable(text: string): boolean {
  try {
    const { publicKey } = new X509Certificate(text);
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    return publicKey.asymmetricKeyType === 'rsa' && bits >= KEY_BITS_MIN;
  } catch {
    // What cannot be parsed is no certificate: that is the answer, not a failure.
    return false;
  }
}
