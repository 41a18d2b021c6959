import type { AlarmEvidence } from '#schemas/alarms/alarm';
import type { AlarmFact } from '#schemas/alarms/alarm-fact';
import { type Amount, type FactWords, factsSay } from '#schemas/alarms/words/fact-words';
import { factWords as german } from '#schemas/alarms/words/facts-de';
import { factWords as english } from '#schemas/alarms/words/facts-en';
import type { Language } from '#schemas/notifications/words';

const WORDS: Readonly<Record<Language, FactWords>> = { en: english, de: german };

/** Why an alarm was raised, in this language and in the units in which it is measured: for letters and programs. */
export function saidIn(language: Language, facts: readonly AlarmFact[]): string {
  return factsSay(WORDS[language], facts, amountIn(language));
}

/** What the evidence says, in each language. */
export function evidenceSays({ facts, says }: AlarmEvidence): Readonly<Record<Language, string>> {
  return { en: says, de: facts.length === 0 ? says : saidIn('de', facts) };
}

function amountIn(language: Language): Amount {
  return (value, unit) => {
    if (value === null) return unit === '' ? '?' : `? ${unit}`;
    const digits = String(Number(value.toPrecision(3)));
    const written = language === 'de' ? digits.replace('.', ',') : digits;
    return unit === '' ? written : `${written} ${unit}`;
  };
}
