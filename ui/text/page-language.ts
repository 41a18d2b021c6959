import type { ScreenLanguage } from '#schemas/preferences/language';

/** The language that the page was built in. */
export function pageLanguage(): ScreenLanguage {
  return document.documentElement.lang === 'de' ? 'de' : 'en';
}
