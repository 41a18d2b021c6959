import { parseAccept } from 'hono/utils/accept';
import { parse } from 'hono/utils/cookie';
import {
  LANGUAGE_COOKIE,
  type ScreenLanguage,
  screenLanguageOf,
} from '#schemas/preferences/language';

/** The language of the screens: the one that was chosen in this browser, else the first of the browser’s own that there is. */
export function screenLanguage(cookies = '', accepted = ''): ScreenLanguage {
  const chosen = screenLanguageOf(parse(cookies, LANGUAGE_COOKIE)[LANGUAGE_COOKIE] ?? null);
  if (chosen !== null) return chosen;
  const wanted = parseAccept(accepted).sort((a, b) => b.q - a.q);
  return wanted.map(({ type }) => screenLanguageOf(type)).find((one) => one !== null) ?? 'en';
}
