import type { MiddlewareHandler } from 'hono';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** Deeper than any request of ours: parsing deeper ones costs more than they can be worth. */
const DEPTH_MAX = 20;

/** Turns away packed bodies, which could unfold to anything, and JSON that is nested beyond reason. */
export const refuseOddBodies: MiddlewareHandler = async (context, next) => {
  const encoding = context.req.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new TremoloError('unsupported_media_type', 'Send the body as it is, not compressed.');
  }
  const isJson = /^application\/json\b/i.test(context.req.header('content-type') ?? '');
  // Only what is short enough to be read twice; longer bodies are bounded by their routes.
  const isSmall = Number(context.req.header('content-length') ?? 0) <= 64 * 1024;
  if (isJson && isSmall && isTooDeep(await context.req.text())) {
    throw new TremoloError(
      'request_invalid',
      `The body is nested deeper than ${DEPTH_MAX} levels.`,
    );
  }
  await next();
};

/** Counts brackets outside of strings, without building anything. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isString) {
      if (letter === '\\') i++;
      else if (letter === '"') isString = false;
    } else if (letter === '"') isString = true;
    else if (letter === '[' || letter === '{') {
      if (++depth > DEPTH_MAX) return true;
    } else if (letter === ']' || letter === '}') depth--;
  }
  return false;
}
