import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';
import type { SsoProblem } from '#schemas/http/sso';
import type { SignedIn } from '../access/access.ts';
import { ssoProblemOf } from '../single-sign-on.ts';
import { tagOf } from '../sso/pending-sign-ins.ts';
import type { HttpContext } from './route.ts';
import { giveSession } from './session-cookies.ts';

/** As long as a sign-in that was begun can be finished. */
const BINDING_S = 600;

/**
 * Keeps, in the browser that began a sign-in, the half that does not travel by way of the provider. Lax, unlike the session’s
 * cookies: it must come along when the provider sends the browser back. One for each sign-in, so that two tabs do not disturb
 * each other.
 */
export function keepBinding(
  context: HttpContext,
  isTls: boolean,
  { state, binding }: { state: string; binding: string },
): void {
  const scope = { httpOnly: true, sameSite: 'Lax', secure: isTls, path: '/' } as const;
  setCookie(context, bindingName(isTls, state), binding, { ...scope, maxAge: BINDING_S });
}

/** What this browser kept for that state, which it needs no more; empty when it kept nothing. */
export function takeBinding(context: HttpContext, isTls: boolean, state: string): string {
  const name = bindingName(isTls, state);
  const binding = getCookie(context, name) ?? '';
  if (binding !== '') deleteCookie(context, name, { secure: isTls, path: '/' });
  return binding;
}

/**
 * Goes on to the page that was asked for, or to the question for the second factor. The session’s cookies are Strict, so that
 * this very navigation, which another site began, does not carry them; the page needs none, and what it then asks for does.
 */
export function goOn(context: HttpContext, isTls: boolean, done: SignedIn, to: string): Response {
  if (done.kind === 'session') {
    giveSession(context, isTls, done.opened);
    return context.redirect(to, 303);
  }
  const { challenge, methods } = done;
  return toSignIn(context, to, { challenge, methods: methods.join(',') });
}

/** Goes back to the sign-in page, which has a sentence for the problem. */
export function goBack(context: HttpContext, problem: SsoProblem, to: string): Response {
  return toSignIn(context, to, { sso: problem });
}

/**
 * Turns what goes wrong on the way through a provider into the sign-in page with a sentence: a person follows these redirects,
 * and a problem document is for programs.
 */
export const backToSignIn: MiddlewareHandler = async (plain, next) => {
  const context = plain as unknown as HttpContext;
  await next();
  const { error } = context;
  if (error === undefined || (error instanceof TremoloError && NOT_A_WAY.includes(error.code))) {
    return;
  }
  const [problem, page] = [ssoProblemOf(error), context.get('tellAt')];
  context.res =
    page === undefined
      ? goBack(context, problem, context.get('returnTo') ?? '/')
      : context.redirect(`${page}#sso=${problem}`, 303);
};

/** There is nothing at the address, or not for this method: nobody is on a way. */
const NOT_A_WAY: readonly ErrorCode[] = ['not_found', 'method_not_allowed'];

/** In the fragment: it is sent to no server, and stands in no log. */
function toSignIn(context: HttpContext, to: string, said: Record<string, string>): Response {
  const query = to === '/' ? '' : `?${new URLSearchParams({ to })}`;
  return context.redirect(`/sign-in${query}#${new URLSearchParams(said)}`, 303);
}

function bindingName(isTls: boolean, state: string): string {
  const name = `tremolo-sso-${tagOf(state)}`;
  return isTls ? `__Host-${name}` : name;
}
