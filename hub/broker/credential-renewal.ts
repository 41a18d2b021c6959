/** How a secret of a client takes the place of another without a moment in which neither is good. */
import type { CredentialRow } from './credential-row.ts';
import { pbkdf2, sha256 } from './credential-secret.ts';

/** Connections that the old secret opened are changed over within this time, one after the other, so that no frame is missed. */
export const CHANGE_OVER_MS = 10_000;

/** The row with a new secret beside its own; one that was offered before and never used is gone. */
export function offering(row: CredentialRow, secret: string, nowMs: number): CredentialRow {
  return { ...row, next: { sha256: sha256(secret), pbkdf2: pbkdf2(secret), madeMs: nowMs } };
}

/** The row in which the secret that was offered is the only one; null when it was not the one with this SHA-256. */
export function taking(row: CredentialRow, hash: string, nowMs: number): CredentialRow | null {
  const { next } = row;
  if (next === null || next.sha256 !== hash) return null;
  return {
    ...row,
    sha256: next.sha256,
    pbkdf2: next.pbkdf2,
    createdMs: nowMs,
    next: null,
    previous: { sha256: row.sha256, untilMs: nowMs + CHANGE_OVER_MS },
    renewalAskedMs: null,
  };
}

/** Whether a connection that a secret with this SHA-256 opened may go on. */
export function mayGoOn(row: CredentialRow, hash: string, nowMs: number): boolean {
  if (!row.enabled) return false;
  if (hash === row.sha256 || hash === row.next?.sha256) return true;
  return hash === row.previous?.sha256 && nowMs < row.previous.untilMs;
}

/** All of a row but its secrets: while this stays, the client stays who it is. */
export function withoutSecrets(row: CredentialRow): object {
  const { sha256: _, pbkdf2: __, next, previous, createdMs, renewalAskedMs, ...rest } = row;
  return rest;
}
