import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

/** What a certificate says of itself, so that a person can compare it with what its owner says. */
export const CertificateFacts = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  /** SHA-256 over the whole certificate, in hexadecimal pairs. */
  fingerprint: z.string(),
  fromMs: TimeMs,
  toMs: TimeMs,
});
export type CertificateFacts = z.infer<typeof CertificateFacts>;

export const CERTIFICATE_ROUTES = {
  readCertificates: {
    method: 'POST',
    path: '/api/v1/settings/certificates',
    permission: 'setting:read',
    tag: 'settings',
    summary: 'Reads PEM certificates and says what is in them; nothing is kept.',
    body: z.strictObject({ pem: z.string().max(24_000) }),
    answer: z.strictObject({ certificates: z.array(CertificateFacts) }),
  },
} as const satisfies Record<string, RouteRow>;
