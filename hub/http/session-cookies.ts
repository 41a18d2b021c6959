import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Opened } from '../access/access.ts';
import type { HttpContext } from './route.ts';

/** Where the refresh token goes, and nowhere else: it is not sent with every request. */
export const REFRESH_PATH = '/api/v1/auth/refresh';

/** Under TLS the names’ prefixes bind the cookies to this very host, and browsers refuse them without Secure. */
export function accessCookieName(isTls: boolean): string {
  return isTls ? '__Host-tremolo' : 'tremolo';
}

/** Not `__Host-`: that prefix demands the path `/`. */
export function refreshCookieName(isTls: boolean): string {
  return isTls ? '__Secure-tremolo-refresh' : 'tremolo-refresh';
}

/** Hands the tokens to the browser: no script can read them, no other site can send them. */
export function giveSession(context: HttpContext, isTls: boolean, opened: Opened): void {
  const { session, accessToken, refreshToken } = opened;
  // Without "remember me" the cookies go with the browser’s own session.
  const expires = session.remember ? { expires: new Date(session.expiresMs) } : {};
  const scope = cookieScope(isTls);
  setCookie(context, accessCookieName(isTls), accessToken, { ...scope, path: '/', ...expires });
  setCookie(context, refreshCookieName(isTls), refreshToken, {
    ...scope,
    path: REFRESH_PATH,
    ...expires,
  });
}

/** Takes the tokens back. */
export function takeSession(context: HttpContext, isTls: boolean): void {
  deleteCookie(context, accessCookieName(isTls), { ...cookieScope(isTls), path: '/' });
  deleteCookie(context, refreshCookieName(isTls), { ...cookieScope(isTls), path: REFRESH_PATH });
}

export function refreshCookieOf(context: HttpContext, isTls: boolean): string | undefined {
  return getCookie(context, refreshCookieName(isTls));
}

function cookieScope(secure: boolean) {
  return { httpOnly: true, sameSite: 'Strict', secure } as const;
}
