import type { ScreenLanguage } from '#schemas/preferences/language';

/** Each language as its own readers call it, the same on every page. */
export const languageNames: Readonly<Record<ScreenLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
};
