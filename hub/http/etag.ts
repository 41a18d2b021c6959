import { createHash } from 'node:crypto';
import type { HttpContext } from './route.ts';

/** The answer with a strong ETag of its text; 304 and nothing more to who has it already. Private: it depends on who asks. */
export function withEtag(context: HttpContext, answer: object): Response {
  const text = JSON.stringify(answer);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const known = context.req.header('if-none-match')?.split(',') ?? [];
  const headers = { etag, 'content-type': 'application/json' };
  if (known.some((one) => one.trim().replace(/^W\//, '') === etag)) {
    return context.body(null, 304, { etag });
  }
  return context.body(text, 200, headers);
}
