import { REASONS, type ReasonName } from '#schemas/errors/reasons';
import { filled } from '#schemas/errors/refused';
import type { ErrorCode } from '#schemas/errors/tremolo-error';
import type { Issue, Problem } from '#schemas/http/problem';
import { foreign } from '../../foreign.ts';
import { clockTime } from '../../numbers.ts';
import { plantTree } from '../plant-tree.ts';
import { errorTitles } from './error-titles.ts';
import { issueWords } from './issue-words.ts';
import { reasonWords } from './reasons.ts';

/** By its reason, where it has one that is known here; else the title of its code, and the hub’s own sentence marked as English. */
export function sayRefusal({ reason, code, detail }: Problem): string {
  if (reason !== undefined && isReason(reason.name)) {
    return filled(reasonWords[reason.name], reason.about, shown);
  }
  const title = Object.hasOwn(errorTitles, code) ? `${errorTitles[code as ErrorCode]}. ` : '';
  return `${title}${foreign(detail)}`;
}

function isReason(name: string): name is ReasonName {
  return Object.hasOwn(REASONS, name);
}

/** What is wrong with a field; a rule that the hub says in words of its own stands behind it, marked as English. */
export function sayIssue({
  path,
  message,
  rule,
  of,
  limit,
}: Issue): Pick<Issue, 'path' | 'message'> {
  const said = issueWords(rule, of, limit);
  return { path, message: said ?? foreign(message) };
}

/** Kinds of things and states of accounts, as the hub calls them. */
const THINGS: Readonly<Record<string, string>> = {
  ...plantTree.kind,
  active: 'aktiv',
  alarm: 'Alarm',
  calendar: 'Schichtkalender',
  capture: 'Aufzeichnung',
  change: 'Änderung',
  deleted: 'gelöscht',
  erased: 'endgültig gelöscht',
  'escalation policy': 'Eskalation',
  hold: 'Zurückstellung',
  inactive: 'noch nicht aktiv',
  'node in the plant': 'Stelle in der Anlage',
  'node or point that this rule names': 'Stelle, die diese Regel nennt',
  person: 'Person',
  place: 'Stelle',
  point: 'Messstelle',
  policy: 'Eskalation',
  procedure: 'Anweisung',
  'process value': 'Prozesswert',
  rule: 'Regel',
  'shift calendar': 'Schichtkalender',
  suspended: 'gesperrt',
  team: 'Team',
};

function shown(name: string, value: string | number): string {
  if (name.endsWith('Ms')) return clockTime(Number(value));
  if (name === 'contact' && value === '') return 'Ihre Verwaltung';
  if (!['kind', 'status', 'thing', 'under', 'what'].includes(name)) return String(value);
  return Object.hasOwn(THINGS, value) ? (THINGS[value] ?? '') : String(value);
}
