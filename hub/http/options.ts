import type { MiddlewareHandler } from 'hono';
import type { MethodsAt } from './methods-at.ts';

/** Answers OPTIONS with what the address takes; a preflight of another site has been dealt with before. */
export function answerOptions(methodsAt: MethodsAt): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method !== 'OPTIONS') return next();
    const methods = methodsAt(context.req.path);
    if (methods.length === 0) return next();
    return context.body(null, 204, { allow: methods.join(', ') });
  };
}
