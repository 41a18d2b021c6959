import type { Checkpoint, VerifiableEntry } from '#schemas/audit/verify';
import type { Row } from '../store/statement.ts';

/** Columns of an entry with what is personal about it, in one row. */
export const ENTRY_COLUMNS = `a.*, pa.salt AS actor_salt, pa.body AS actor_body,
  ps.salt AS subject_salt, ps.body AS subject_body`;
export const ENTRY_JOINS = `LEFT JOIN audit_personal pa ON pa.seq = a.seq AND pa.part = 'actor'
  LEFT JOIN audit_personal ps ON ps.seq = a.seq AND ps.part = 'subject'`;

/** The same for people to read: an account that an entry is about by the name that it has now, unless it was erased. */
export const READ_COLUMNS = `${ENTRY_COLUMNS}, CASE WHEN a.resource_type = 'user' THEN
  (SELECT name FROM people WHERE user_id = a.resource_id AND status <> 'erased') END AS account_name`;

const text = (value: unknown) => value as string | null;

export function entryOf(row: Row): VerifiableEntry {
  const personal = (['actor', 'subject'] as const).flatMap((part) => {
    const [salt, body] = [row[`${part}_salt`], row[`${part}_body`]];
    return salt === null || body === null ? [] : [{ part, salt: String(salt), body: String(body) }];
  });
  return {
    seq: Number(row.seq),
    atMs: Number(row.at_ms),
    event: String(row.event),
    severity: String(row.severity),
    outcome: String(row.outcome),
    actorId: text(row.actor_id),
    actorRole: text(row.actor_role),
    sessionId: text(row.session_id),
    keyId: text(row.key_id),
    impersonatorId: text(row.impersonator_id),
    correlationId: text(row.correlation_id),
    resourceType: String(row.resource_type),
    resourceId: text(row.resource_id),
    details: String(row.details),
    actorCommitment: text(row.actor_commitment),
    subjectCommitment: text(row.subject_commitment),
    hash: String(row.hash),
    personal,
  };
}

export function checkpointOf(row: Row): Checkpoint {
  return {
    seq: Number(row.seq),
    hash: String(row.hash),
    atMs: Number(row.at_ms),
    keyId: String(row.key_id),
    previous: String(row.previous),
    signature: String(row.signature),
  };
}
