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
  const isCommon = common.has(password.toLowerCase());
  return { score, isCommon };
}
