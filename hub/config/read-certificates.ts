import { X509Certificate } from 'node:crypto';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { CertificateFacts } from '#schemas/http/certificates';

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,16000}-----END CERTIFICATE-----/g;
const MOST = 10;

/** What the certificates in this PEM text say of themselves. Throws `request_invalid` where there is none, or one cannot be read. */
export function readCertificates(pem: string): CertificateFacts[] {
  const blocks = pem.match(BLOCK)?.slice(0, MOST) ?? [];
  if (blocks.length === 0) {
    throw new TremoloError('request_invalid', 'There is no certificate in this text.');
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
    throw new TremoloError('request_invalid', 'This certificate cannot be read.', { cause });
  }
}

const oneLine = (name: string | undefined) => (name ?? '').split('\n').filter(Boolean).join(', ');
