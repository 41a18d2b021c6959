import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';

/** How a TLS connection is told whom to trust: options of `fetch` and of `tls.connect` alike. */
export interface Trust {
  readonly ca: string;
  /** A certificate that is no authority can be trusted by itself. */
  readonly allowPartialTrustChain: true;
  readonly checkServerIdentity: (host: string, peer: PeerCertificate) => Error | undefined;
}

/**
 * Trusts the certificates of this PEM, and nobody else. A server with exactly one of them is the right one whatever it is called,
 * for it was named to us by somebody who knows it; one that an authority among them vouches for must have the name, too.
 */
export function trustOf(pem: string): Trust {
  const own = new Set(certificatesIn(pem).map(({ fingerprint256 }) => fingerprint256));
  return {
    ca: pem,
    allowPartialTrustChain: true,
    checkServerIdentity: (host, peer) =>
      own.has(peer.fingerprint256) ? undefined : checkServerIdentity(host, peer),
  };
}

function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}
