import { X509Certificate } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import type { CertificateFacts } from '#schemas/http/certificates';

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,16000}-----END CERTIFICATE-----/g;
const MOST = 10;

/** What the certificates in this PEM text say of themselves. Throws `request_invalid` where there is none, or one cannot be read. */
export function readCertificates(pem: string): CertificateFacts[] {
  const blocks = pem.match(BLOCK)?.slice(0, MOST) ?? [];
  if (blocks.length === 0) {
    throw refused('certificate_none');
  }
  return blocks.map(factsOf);
}

function factsOf(block: string): CertificateFacts {
  try {
    const certificate = new X509Certificate(block);
    return {
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      fingerprint: certificate.fingerprint256,
      fromMs: new Date(certificate.validFrom).getTime(),
      toMs: new Date(certificate.validTo).getTime(),
    };
  } catch (cause) {
    throw refused('certificate_unreadable', {}, { cause });
  }
}

const oneLine = (name: string | undefined) => (name ?? '').split('\n').filter(Boolean).join(', ');
