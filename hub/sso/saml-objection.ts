import { X509Certificate } from 'node:crypto';
import type { SettingsOf } from '#schemas/config/site-settings';
import { type Said, said } from '#schemas/errors/said';
import { isSafeAddress } from './bounded-fetch.ts';

/** Shorter keys can be broken (NIST SP 800-131A). */
const KEY_BITS_MIN = 2_048;

/** Why these settings of SAML cannot work; null when there is nothing to say. */
export function objectionToSaml(saml: SettingsOf<'sso'>['saml']): Said | null {
  const { name, enabled, entryPoint, idpIssuer, idpCertificates } = saml;
  if (!enabled) return null;
  if (entryPoint === null) return said('saml_no_entry', { name });
  if (!isSafeAddress(new URL(entryPoint))) return said('saml_https', { name });
  if (!idpIssuer) return said('saml_no_issuer', { name });
  if (idpCertificates.length === 0) return said('saml_no_certificate', { name });
  const bad = idpCertificates.findIndex((text) => !isUsable(text));
  if (bad < 0) return null;
  return said('saml_certificate', { name, number: bad + 1, bits: KEY_BITS_MIN });
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
