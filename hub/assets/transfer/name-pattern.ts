import { refused } from '#schemas/errors/refused';
import { NodeName } from '#schemas/plant/node';

/** More copies at once are a file to be imported. */
export const NAMES_MAX = 500;

/**
 * The names that a pattern stands for: `P-{101..120}` counts, as wide as it is written (`{01..20}`), `{a,b}` takes each. Throws
 * `request_invalid`.
 */
export function namesOf(pattern: string): string[] {
  const parts = pattern.split(/\{([^{}]*)\}/);
  let names = [''];
  for (const [i, part] of parts.entries()) {
    const choices = i % 2 === 0 ? [part] : choicesOf(part);
    if (names.length * choices.length > NAMES_MAX) {
      throw refused('copies_too_many', { count: NAMES_MAX });
    }
    names = names.flatMap((name) => choices.map((choice) => name + choice));
  }
  const checked = names.map((name) => NodeName.safeParse(name));
  const bad = checked.findIndex(({ success }) => !success);
  if (bad >= 0 || pattern.replace(/\{[^{}]*\}/g, '').match(/[{}]/)) {
    throw refused('copies_no_name', { name: names[Math.max(bad, 0)] });
  }
  return checked.map(({ data }) => data as string);
}

function choicesOf(part: string): string[] {
  const [, from, to] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(part) ?? [];
  if (from === undefined) {
    const choices = part.split(',').map((choice) => choice.trim());
    if (choices.length > 1) return choices;
    throw refused('copies_braces');
  }
  const count = Number(to) - Number(from) + 1;
  if (count < 1 || count > NAMES_MAX) {
    throw refused('copies_range', { range: part, count: NAMES_MAX });
  }
  return Array.from({ length: count }, (_, i) =>
    String(Number(from) + i).padStart(from.length, '0'),
  );
}
