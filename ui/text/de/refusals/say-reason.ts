import { filled } from '#schemas/errors/said';
import type { Reason } from '#schemas/errors/tremolo-error';
import type { IssueFacts } from '#schemas/http/problem';
import { LINE_TROUBLES } from '#schemas/notifications/sending-german';
import { foreign } from '../../foreign.ts';
import { clockTime, dateTime } from '../../numbers.ts';
import { plantTree } from '../plant-tree.ts';
import { issueWords } from './issue-words.ts';
import { OWN_RULES } from './own-rules.ts';

/** How what fills a hole is called by those who use the list; null: as everywhere. */
type OwnWords = (name: string, value: string) => string | null;

/** A reason in the words of a list; null: there is none, or the list has it not. */
export function sayReason(
  reason: Reason | null | undefined,
  words: Readonly<Record<string, string>>,
  own: OwnWords = () => null,
): string | null {
  if (reason == null || !Object.hasOwn(words, reason.name)) return null;
  return filled(
    words[reason.name],
    reason.about,
    (name, value) => own(name, String(value)) ?? shown(name, value),
  );
}

/** What a rule says of a value; where it has words that are not known here they stand as they are, marked as English. */
export function sayRule({ rule, of, limit }: IssueFacts, message: string): string {
  if (Object.hasOwn(OWN_RULES, message)) return OWN_RULES[message];
  return issueWords(rule, of, limit) ?? foreign(message);
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
  if (name === 'whenMs' || name === 'forecastMs') return dateTime(Number(value));
  if (name.endsWith('Ms')) return clockTime(Number(value));
  // What somebody else said, as it was said.
  if (name === 'answer' || name === 'where') return foreign(String(value));
  if (name === 'trouble') return LINE_TROUBLES[value] ?? foreign(String(value));
  if (name === 'contact' && value === '') return 'Ihre Verwaltung';
  if (!['kind', 'status', 'thing', 'under', 'what'].includes(name)) return String(value);
  return Object.hasOwn(THINGS, value) ? (THINGS[value] ?? '') : String(value);
}
