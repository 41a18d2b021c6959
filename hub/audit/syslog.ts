import type { VerifiableEntry } from '#schemas/audit/verify';
import { syslogText } from '../syslog/syslog-frame.ts';

/** Facility 13 of RFC 5424: log audit. */
const FACILITY = 13;
const SEVERITY: Record<string, number> = { info: 6, warning: 4, critical: 2 };
/** Receivers cut, or worse, split messages of more than 8 KiB (escaped, these may be twice as long): the rest of one could pass for another. */
const DETAILS_BYTES_MAX = 3_000;

/** An entry as one syslog message (RFC 5424), with its facts as structured data. */
export function syslogMessage(entry: VerifiableEntry, says: string): string {
  const actor = entry.personal.find(({ part }) => part === 'actor');
  const { name = null, address = null } = actor === undefined ? {} : JSON.parse(actor.body);
  const facts: Record<string, string | number | null> = {
    seq: entry.seq,
    event: entry.event,
    outcome: entry.outcome,
    actorId: entry.actorId,
    actor: name,
    role: entry.actorRole,
    address,
    sessionId: entry.sessionId,
    correlationId: entry.correlationId,
    resourceType: entry.resourceType,
    resourceId: entry.resourceId,
    details: cut(entry.details),
    isCut: Buffer.byteLength(entry.details) > DETAILS_BYTES_MAX ? 'true' : null,
    hash: entry.hash,
  };
  return syslogText({
    facility: FACILITY,
    severity: SEVERITY[entry.severity] ?? 6,
    atMs: entry.atMs,
    id: entry.event,
    facts,
    text: says,
  });
}

function cut(details: string): string {
  const bytes = Buffer.from(details, 'utf8');
  if (bytes.length <= DETAILS_BYTES_MAX) return details;
  // In the middle of a character the decoder puts a mark of its own in its place, which is taken off.
  return bytes
    .subarray(0, DETAILS_BYTES_MAX)
    .toString('utf8')
    .replace(/\ufffd$/, '');
}
