import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text: nothing that can be guessed, so a plain hash is enough to keep it by. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a token: whoever reads the database cannot sign in with it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
