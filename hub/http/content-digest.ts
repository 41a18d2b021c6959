import { createHash } from 'node:crypto';
import { TremoloError } from '#schemas/errors/tremolo-error';

const FORM = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/** `Content-Digest` of these bytes (RFC 9530). */
export function contentDigest(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
}

/** The SHA-256 that the header gives, hexadecimal. Throws `request_invalid` where there is none. */
export function digestIn(header: string | undefined): string {
  const [, found] = FORM.exec(header ?? '') ?? [];
  if (found !== undefined) return Buffer.from(found, 'base64').toString('hex');
  throw new TremoloError('request_invalid', 'Send the SHA-256 of the part in Content-Digest.');
}
