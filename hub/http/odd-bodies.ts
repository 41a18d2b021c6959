import type { MiddlewareHandler } from 'hono';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** Deeper than any request of ours: parsing deeper ones costs more than they can be worth. */
const DEPTH_MAX = 20;

/** Turns away packed bodies, which could unfold to anything. */
export const refusePackedBodies: MiddlewareHandler = async (context, next) => {
  const encoding = context.req.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new TremoloError('unsupported_media_type', 'Send the body as it is, not compressed.');
  }
  await next();
};

/** Turns away JSON that is nested beyond reason. To stand behind the route's limit on bytes, for it reads the whole body. */
export const refuseDeepBodies: MiddlewareHandler = async (context, next) => {
  const isJson = /^application\/json\b/i.test(context.req.header('content-type') ?? '');
  if (isJson && isTooDeep(await context.req.text())) {
    throw new TremoloError(
      'request_invalid',
      `The body is nested deeper than ${DEPTH_MAX} levels.`,
    );
  }
  await next();
};

/** Codes of the letters that JSON is built of. */
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [LIST, END_OF_LIST, OBJECT, END_OF_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Counts brackets outside of strings, without building anything. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (isString) {
      if (letter === BACKSLASH) i++;
      else if (letter === QUOTE) isString = false;
    } else if (letter === QUOTE) isString = true;
    else if (letter === LIST || letter === OBJECT) {
      if (++depth > DEPTH_MAX) return true;
    } else if (letter === END_OF_LIST || letter === END_OF_OBJECT) depth--;
  }
  return false;
}
