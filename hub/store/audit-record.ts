import { randomBytes } from 'node:crypto';
import type { Transaction } from '@libsql/client';
import { CHAIN_START, type ChainedEntry, chainHash, commitment } from '#schemas/audit/chain';
import { AUDIT_EVENTS } from '#schemas/audit/events';
import type { Actor } from './actor.ts';
import { type AuditEntry, masked } from './audit-entry.ts';

/** Where the chain stands. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** The last entry's number and hash; before the first, zero and the start of the chain. */
export async function chainHead(transaction: Transaction): Promise<ChainHead> {
  const { rows } = await transaction.execute(
    'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
  );
  if (rows.length === 0) return { seq: 0, hash: CHAIN_START };
  return { seq: Number(rows[0].seq), hash: String(rows[0].hash) };
}

/** Appends the entries behind `head` and returns the new head. Runs within the transaction of what they tell of. */
export async function recordEntries(
  transaction: Transaction,
  entries: readonly AuditEntry[],
  head: ChainHead,
  nowMs: number,
): Promise<ChainHead> {
  let { seq, hash } = head;
  for (const entry of entries) {
    seq++;
    const actor = personalOfActor(entry.actor);
    const subject = entry.subject === undefined ? null : salted(entry.subject.personal);
    const chained = chainedEntry(entry, seq, nowMs, {
      actorCommitment: actor?.commitment ?? null,
      subjectCommitment: subject?.commitment ?? null,
    });
    hash = chainHash(hash, chained);
    await transaction.execute({
      sql: 'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      args: [...Object.values(chained), hash],
    });
    const personal = [
      { part: 'actor', userId: entry.actor.userId, held: actor },
      { part: 'subject', userId: entry.subject?.userId ?? null, held: subject },
    ];
    for (const { part, userId, held } of personal) {
      if (held === null) continue;
      await transaction.execute({
        sql: 'INSERT INTO audit_personal VALUES (?, ?, ?, ?, ?, ?)',
        args: [seq, part, userId, held.address, held.salt, held.body],
      });
    }
    await transaction.execute({
      sql: 'INSERT INTO audit_text (rowid, body) VALUES (?, ?)',
      args: [seq, searchText(chained, [actor?.body, subject?.body])],
    });
  }
  return { seq, hash };
}

function chainedEntry(
  { event, actor, resourceId, outcome, details }: AuditEntry,
  seq: number,
  atMs: number,
  commitments: Pick<ChainedEntry, 'actorCommitment' | 'subjectCommitment'>,
): ChainedEntry {
  const row = AUDIT_EVENTS[event];
  // In the order of the table's columns.
  return {
    seq,
    atMs,
    event,
    severity: row.severity,
    outcome: outcome ?? 'done',
    actorId: actor.userId,
    actorRole: actor.role,
    sessionId: actor.sessionId,
    keyId: actor.keyId,
    impersonatorId: actor.impersonatorId,
    correlationId: actor.correlationId,
    resourceType: row.resource,
    resourceId: resourceId ?? null,
    details: JSON.stringify(masked(details ?? {})),
    ...commitments,
  };
}

/** What the full-text search finds an entry by: its own words, and what is personal as long as it is there. */
export function searchText(
  { event, resourceId, details }: Pick<ChainedEntry, 'event' | 'resourceId' | 'details'>,
  personal: readonly (string | undefined)[],
): string {
  return [event, resourceId ?? '', details, ...personal.filter(Boolean)].join(' ');
}

function addressIn(personal: object): string | null {
  return 'address' in personal && typeof personal.address === 'string' ? personal.address : null;
}

function personalOfActor({ name, address, userAgent }: Actor) {
  return name === null && address === null && userAgent === null
    ? null
    : salted({ name, address, userAgent });
}

function salted(personal: object) {
  const salt = randomBytes(16).toString('base64url');
  const body = JSON.stringify(masked(personal as never));
  return { salt, body, commitment: commitment(salt, body), address: addressIn(personal) };
}
