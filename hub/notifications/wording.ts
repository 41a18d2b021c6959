import type { Priority } from '#schemas/notifications/event-names';
import { type Language, wordsIn } from '#schemas/notifications/words';
import type { Notification } from './notification.ts';

const WORDS = {
  en: {
    priorityIs: 'Priority',
    priority: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' },
    many: (n: number, first: string) => `${n} messages, the first: ${first}`,
    open: 'Open in Tremolo',
    more: (n: number) => `and ${n} more`,
    whySent: 'You choose what is sent to you under Settings, Notifications.',
    hello: (name: string) => `Hello ${name},`,
    plot: 'The last 24 hours',
    value: 'Value',
    time: 'Time',
  },
  de: {
    priorityIs: 'Priorität',
    priority: { critical: 'Kritisch', high: 'Hoch', medium: 'Mittel', low: 'Niedrig' },
    many: (n: number, first: string) => `${n} Meldungen, die erste: ${first}`,
    open: 'In Tremolo öffnen',
    more: (n: number) => `und ${n} weitere`,
    whySent: 'Was Sie erhalten, wählen Sie unter Einstellungen, Benachrichtigungen.',
    hello: (name: string) => `Guten Tag ${name},`,
    plot: 'Die letzten 24 Stunden',
    value: 'Wert',
    time: 'Zeit',
  },
} as const;

/** The words around notifications, in this language. */
export function wordingIn(language: Language): (typeof WORDS)[Language] {
  return WORDS[language];
}

/** A message as text: one notification, or several that came at once. */
export interface Composed {
  readonly title: string;
  readonly priority: Priority;
  readonly items: readonly ComposedItem[];
}

export interface ComposedItem {
  readonly title: string;
  readonly body: string;
  readonly priority: Priority;
  readonly atMs: number;
  /** A whole address; null: there is nothing to look at. */
  readonly link: string | null;
}

/** Puts notifications into words of this language; the most urgent stands first. `addressOf` makes a whole address of a path. */
export function composed(
  notifications: readonly Notification[],
  language: Language,
  addressOf: (path: string) => string,
): Composed {
  const items = notifications.map(({ title, body, priority, atMs, link }) => ({
    title: oneLine(wordsIn(title, language)),
    body: wordsIn(body, language),
    priority,
    atMs,
    link: link === null ? null : addressOf(link),
  }));
  const [first] = items;
  const title =
    items.length === 1 ? first.title : wordingIn(language).many(items.length, first.title);
  return { title, priority: first.priority, items };
}

/** The moment as people of this language and zone write it. */
export function timeIn(atMs: number, language: Language, timezone: string): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone: timezone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(atMs);
}

/** Names that people chose stand in titles: no line break of theirs may end one. */
function oneLine(words: string): string {
  return words.replace(/[\p{C}\u2028\u2029]+/gu, ' ').trim();
}
