import { deleteCookie, setCookie } from 'hono/cookie';
import type { HttpContext } from './route.ts';

/** Under TLS the name's prefix binds the cookie to this very host, and browsers refuse it without Secure. */
export function sessionCookieName(isTls: boolean): string {
  return isTls ? '__Host-tremolo' : 'tremolo';
}

/** Hands the token to the browser: no script can read it, no other site can send it. */
export function setSessionCookie(
  context: HttpContext,
  isTls: boolean,
  session: { token: string; expiresMs: number },
): void {
  setCookie(context, sessionCookieName(isTls), session.token, {
    ...cookieScope(isTls),
    expires: new Date(session.expiresMs),
  });
}

export function clearSessionCookie(context: HttpContext, isTls: boolean): void {
  deleteCookie(context, sessionCookieName(isTls), cookieScope(isTls));
}

function cookieScope(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
}
