import { AUDIT_EVENTS } from '#schemas/audit/events';
import { refused } from '#schemas/errors/refused';
import type { AuditFilters } from '#schemas/http/audit';
import type { SqlValue } from '../store/statement.ts';

interface Condition {
  readonly sql: string;
  readonly args: readonly SqlValue[];
}

/** The place behind the last entry of a page: entries are ordered by time, and where that is equal by number. */
export interface Place {
  readonly atMs: number;
  readonly seq: number;
}

/** What the filters ask, as one condition on `audit a`. Every value is an argument, never a part of the text. */
export function conditionOf(filters: AuditFilters, before: Place | null): Condition {
  const found: Condition[] = [];
  const add = (sql: string, ...args: SqlValue[]) => found.push({ sql, args });
  const { from, to, event, q } = filters;
  if (from !== undefined) add('a.at_ms >= ?', from);
  if (to !== undefined) add('a.at_ms < ?', to);
  if (event?.endsWith('.')) add('a.event >= ? AND a.event < ?', event, `${event.slice(0, -1)}/`);
  else if (event !== undefined) add('a.event = ?', event);
  if (filters.severity !== undefined) add('a.severity = ?', filters.severity);
  if (filters.outcome !== undefined) add('a.outcome = ?', filters.outcome);
  if (filters.actorId !== undefined) add('a.actor_id = ?', filters.actorId);
  if (filters.resourceType !== undefined) add('a.resource_type = ?', filters.resourceType);
  if (filters.resourceId !== undefined) add('a.resource_id = ?', filters.resourceId);
  if (filters.sessionId !== undefined) add('a.session_id = ?', filters.sessionId);
  if (filters.address !== undefined) {
    add('a.seq IN (SELECT seq FROM audit_personal WHERE address = ?)', filters.address);
  }
  if (before !== null) add('(a.at_ms, a.seq) < (?, ?)', before.atMs, before.seq);
  const words = matchOf(filters);
  if (words !== null) add('audit_text MATCH ?', words);
  // Signs alone are no words, and stand in no entry.
  else if (q) add('FALSE');
  return {
    sql: found.length === 0 ? '' : `WHERE ${found.map(({ sql }) => sql).join(' AND ')}`,
    args: found.flatMap(({ args }) => args),
  };
}

/** Where entries come from: with words to look for, the index of words leads. */
export function sourceOf(filters: AuditFilters): string {
  return matchOf(filters) === null
    ? 'audit a'
    : 'audit_text CROSS JOIN audit a ON a.seq = audit_text.rowid';
}

/** In which order: by number where the index of words leads, for it is in that order already. */
export function orderOf(filters: AuditFilters): string {
  return sourceOf(filters) === 'audit a' ? 'a.at_ms DESC, a.seq DESC' : 'audit_text.rowid DESC';
}

/** More at once are no search. */
const EVENTS_MAX = 100;

/** What is looked for in the index of words; null: nothing. The query language of FTS5 stays out: it could be made to fail or to run long. */
function matchOf({ q = '', also = '', alsoQ = '' }: AuditFilters): string | null {
  const words = wordsOf(q);
  if (words === null) return null;
  const events = [...new Set(also.split(','))].filter(isEvent).slice(0, EVENTS_MAX);
  if (events.length === 0) return words;
  // An entry's text begins with its event: its name as words, in their order.
  const named = events.map((event) => `^ "${event.replace(/[._]/g, ' ')}"`).join(' OR ');
  const others = wordsOf(alsoQ);
  return `(${words}) OR (${others === null ? named : `(${named}) AND ${others}`})`;
}

/** Words that must all be there, each as the beginning of one. */
function wordsOf(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? [];
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' AND ');
}

const isEvent = (name: string) => Object.hasOwn(AUDIT_EVENTS, name);

export function placeOf(cursor: string): Place {
  const found = /^(\d{1,16})\.(\d{1,16})$/.exec(cursor);
  if (found !== null) return { atMs: Number(found[1]), seq: Number(found[2]) };
  throw refused('cursor_wrong');
}
