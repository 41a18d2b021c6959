/** Languages that the screens are built in. */
export const SCREEN_LANGUAGES = ['en', 'de'] as const;
export type ScreenLanguage = (typeof SCREEN_LANGUAGES)[number];

/** The cookie in which a browser keeps the language that was chosen in it: the page comes in it before anybody is known. */
export const LANGUAGE_COOKIE = 'tremolo_language';

/** The language of the screens for a tag of BCP 47 such as `de-AT`; null: there is none for it. */
export function screenLanguageOf(tag: string | null): ScreenLanguage | null {
  const first = tag?.split('-')[0].toLowerCase();
  return SCREEN_LANGUAGES.find((one) => one === first) ?? null;
}
