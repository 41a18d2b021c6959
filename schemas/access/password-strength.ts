import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Words of the field that guessers of our sites would try first. */
const CONTEXT_WORDS = ['tremolo', 'vibration', 'bearing', 'sensor', 'plant', 'operator', 'admin'];
/** More is not looked at: the time of the check grows with the length. */
const LOOKED_AT_MAX = 64;

let factory: ZxcvbnFactory | null = null;
let common: ReadonlySet<string> | null = null;

/** How a password stands up to guessing: zxcvbn’s score from 0 to 4, and whether it is one of the common ones. */
export interface PasswordStrength {
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly isCommon: boolean;
}

/**
 * Strength of a password against somebody who knows `words` (name, e-mail, site). The same on hub and screen; the first call
 * reads the dictionaries and takes a tenth of a second.
 */
export function strengthOf(password: string, words: readonly string[]): PasswordStrength {
  factory ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const parts = words.flatMap((word) => [word, ...word.split(/[\s@._-]+/)]).filter(Boolean);
  const looked = password.slice(0, LOOKED_AT_MAX);
  const { score } = factory.check(looked, [...CONTEXT_WORDS, ...parts]);
  common ??= new Set(dictionary['passwords-common'] as readonly string[]);
  // Asked of the list itself: zxcvbn may explain a common password in another way, as a row of keys for example.
  const isCommon =
    common.has(password.toLowerCase()) ||
    disguised(password).some((word) => common?.has(word) || CONTEXT_WORDS.includes(word));
  return { score, isCommon };
}

/** So many digits and signs around a word make no other password of it: that is what guessers add first, a year above all. */
const ADDED_MAX = 6;
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
};

/** What is left of it without digits and signs before and after; and the letters that signs inside stand for. */
function disguised(password: string): string[] {
  const word = password.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (word === '' || password.length - word.length > ADDED_MAX) return [];
  return [word, word.replace(/[^\p{L}]/gu, (sign) => LOOKS_LIKE[sign] ?? sign)];
}
