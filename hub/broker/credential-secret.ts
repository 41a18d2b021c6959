import { createHash, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pbkdf2Hash } from './credential-row.ts';

/** Mosquitto 2's own figures (`PW_DEFAULT_ITERATIONS`, 12 bytes of salt, 64 of hash). */
const PBKDF2 = { iterations: 101, saltBytes: 12, hashBytes: 64 };

/** A new secret: 256 random bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, hex. */
export function sha256(secret: string | Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The secret as Mosquitto keeps it. */
export function pbkdf2(secret: string): Pbkdf2Hash {
  const { iterations, saltBytes, hashBytes } = PBKDF2;
  const salt = randomBytes(saltBytes);
  const hash = pbkdf2Sync(secret, salt, iterations, hashBytes, 'sha512');
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), iterations };
}

/** Whether the secret has this SHA-256; takes the same time for every wrong one. */
export function secretMatches(secret: Uint8Array, sha256Hex: string): boolean {
  const have = createHash('sha256').update(secret).digest();
  return timingSafeEqual(have, Buffer.from(sha256Hex, 'hex'));
}
