import {
  LANGUAGE_COOKIE,
  type ScreenLanguage,
  screenLanguageOf,
} from '#schemas/preferences/language';

const YEAR_S = 365 * 24 * 3600;

/** The part of the browser that is used. */
export interface LanguagePage {
  readonly document: { cookie: string; readonly documentElement: { readonly lang: string } };
  readonly location: { readonly protocol: string; reload(): void };
}

/**
 * Has the page come in this language from now on, and loads it anew when it is in another: each page carries the words of one. Null:
 * in that of the browser. A browser that keeps no cookies keeps the page that it has.
 */
export function chooseLanguage(page: LanguagePage, tag: string | null): void {
  const { document, location } = page;
  const wanted = screenLanguageOf(tag);
  const before = chosenLanguage(document.cookie);
  if (wanted === before) return;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  const age = wanted === null ? 0 : YEAR_S;
  document.cookie = `${LANGUAGE_COOKIE}=${wanted ?? ''}; path=/; max-age=${age}; samesite=lax${secure}`;
  const isKept = chosenLanguage(document.cookie) === wanted;
  if (isKept && wanted !== document.documentElement.lang) location.reload();
}

function chosenLanguage(cookies: string): ScreenLanguage | null {
  const found = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([^;]*)`).exec(cookies);
  return screenLanguageOf(found?.[1] ?? null);
}
