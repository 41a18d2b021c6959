import type { AlarmFact } from '#schemas/alarms/alarm-fact';

/** A value with its unit as the reader writes it; null: it is not known. */
export type Amount = (value: number | null, unit: string) => string;

/** The sentence of each kind of fact, in one language. */
export type FactWords = {
  readonly [Kind in AlarmFact['kind']]: (
    fact: Extract<AlarmFact, { kind: Kind }>,
    amount: Amount,
  ) => string;
};

/** What the facts of an alarm say together. */
export function factsSay(words: FactWords, facts: readonly AlarmFact[], amount: Amount): string {
  return facts.map((fact) => sayOne(words, fact, amount)).join(' ');
}

function sayOne<Kind extends AlarmFact['kind']>(
  words: FactWords,
  fact: Extract<AlarmFact, { kind: Kind }>,
  amount: Amount,
): string {
  return words[fact.kind as Kind](fact, amount);
}

/** Value and limit of what was compared, in the unit that its kind of comparison has. */
export function comparedAmounts(
  { take, unit, value, limit }: Extract<AlarmFact, { kind: 'compared' }>,
  amount: Amount,
): { value: string; limit: string } {
  if (take === 'ratio') return { value: amount(value, ''), limit: amount(limit, '') };
  const shown = take === 'rate' ? `${unit}/min` : unit;
  return { value: amount(value, shown), limit: amount(limit, shown) };
}
