import { z } from 'zod';

/** The languages in which people are told things. */
export const LANGUAGES = ['en', 'de'] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** A text in each language that people may have chosen; a plain text stands for all of them. */
export const Words = z.union([z.string(), z.strictObject({ en: z.string(), de: z.string() })]);
export type Words = z.infer<typeof Words>;

/** The text in this language. */
export function wordsIn(words: Words, language: Language): string {
  return typeof words === 'string' ? words : words[language];
}
