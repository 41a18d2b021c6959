import type { limits as english } from '../limits.ts';
import type { Said } from '../said.ts';

const entries = (n: number) => (n === 1 ? 'Eintrag' : 'Einträge');
const given = (n: number) => (n === 1 ? 'Eintrag' : 'Einträgen');

/** What a value must keep to, in German. */
export const limits: Said<typeof english> = {
  between: (min, max) => `${min} bis ${max}`,
  atLeast: (min) => `mindestens ${min}`,
  atMost: (max) => `bis ${max}`,
  charactersBetween: (min, max) => `${min} bis ${max} Zeichen`,
  charactersAtLeast: (min) => `mindestens ${min} Zeichen`,
  charactersAtMost: (max) => `bis ${max} Zeichen`,
  entriesBetween: (min, max) => `${min} bis ${max} ${entries(max)}`,
  entriesAtLeast: (min) => `mindestens ${min} ${entries(min)}`,
  entriesAtMost: (max) => `bis zu ${max} ${given(max)}`,
  above: (min) => `mehr als ${min}`,
  matches: (pattern) => `passt zu ${pattern}`,
  usual: (value) => `sonst ${value}`,
};
