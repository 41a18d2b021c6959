import { createHash } from 'node:crypto';

/** What is hashed of an entry, in this order. Personal details stand behind salted commitments, so that they can be erased. */
export interface ChainedEntry {
  readonly seq: number;
  readonly atMs: number;
  readonly event: string;
  readonly severity: string;
  readonly outcome: string;
  readonly actorId: string | null;
  readonly actorRole: string | null;
  readonly sessionId: string | null;
  readonly keyId: string | null;
  readonly impersonatorId: string | null;
  readonly correlationId: string | null;
  readonly resourceType: string;
  readonly resourceId: string | null;
  /** JSON text, as it was recorded. */
  readonly details: string;
  readonly actorCommitment: string | null;
  readonly subjectCommitment: string | null;
}

/** The hash that stands before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** The hash of an entry over itself and the hash before it: SHA-256 in hexadecimal. */
export function chainHash(previous: string, entry: ChainedEntry): string {
  const fields = [
    entry.seq,
    entry.atMs,
    entry.event,
    entry.severity,
    entry.outcome,
    entry.actorId,
    entry.actorRole,
    entry.sessionId,
    entry.keyId,
    entry.impersonatorId,
    entry.correlationId,
    entry.resourceType,
    entry.resourceId,
    entry.details,
    entry.actorCommitment,
    entry.subjectCommitment,
  ];
  return createHash('sha256')
    .update(`${previous}\n${JSON.stringify(fields)}`)
    .digest('hex');
}

/** Binds an entry to personal details without holding them: SHA-256 of salt and JSON text, in hexadecimal. */
export function commitment(salt: string, body: string): string {
  return createHash('sha256').update(`${salt}\n${body}`).digest('hex');
}
