/** More of them say that the words were those that stand in every title. */
const EVENTS_MAX = 60;

interface Titled {
  /** Events whose titles hold words of the search, as the hub takes them. */
  readonly also?: string;
  /** The other words, which have to stand in the entry itself. */
  readonly alsoQ?: string;
}

/**
 * What a search means by the titles of events: the trail keeps their names, people read titles in a language of their own. All
 * words that stand in titles have to stand in one.
 */
export function titledEvents(q: string, titles: Readonly<Record<string, string>>): Titled {
  const words = wordsIn(q);
  const known = Object.entries(titles).map(([event, title]) => ({ event, title: folded(title) }));
  const isTitled = (word: string) => known.some(({ title }) => title.includes(word));
  const titled = words.filter(isTitled);
  if (titled.length === 0) return {};
  const found = known.filter(({ title }) => titled.every((word) => title.includes(word)));
  if (found.length === 0 || found.length > EVENTS_MAX) return {};
  const others = words.filter((word) => !isTitled(word));
  return {
    also: found.map(({ event }) => event).join(','),
    ...(others.length > 0 && { alsoQ: others.join(' ') }),
  };
}

const wordsIn = (text: string): readonly string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** As the hub compares: without case and accents. */
const folded = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
