import { z } from 'zod';
import { SCREEN_LANGUAGES } from '#schemas/preferences/language';

/** A language in which people are told things: those of the screens. */
export const Language = z.enum(SCREEN_LANGUAGES);
export type Language = z.infer<typeof Language>;

/** The language of a way out of the site: the site’s own, or another. */
export const ChannelLanguage = z.enum(['site', ...SCREEN_LANGUAGES]);
export type ChannelLanguage = z.infer<typeof ChannelLanguage>;

/** What a way out of the site speaks. */
export function spokenIn(language: ChannelLanguage, site: Language): Language {
  return language === 'site' ? site : language;
}

/** A text in each language that people may have chosen; a plain text stands for all of them. */
export const Words = z.union([z.string(), z.strictObject({ en: z.string(), de: z.string() })]);
export type Words = z.infer<typeof Words>;

/** The text in this language. */
export function wordsIn(words: Words, language: Language): string {
  return typeof words === 'string' ? words : words[language];
}
