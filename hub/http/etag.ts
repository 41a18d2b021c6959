import { createHash } from 'node:crypto';
import type { HttpContext } from './route.ts';

/** The answer with a strong ETag of its text; 304 and nothing more to who has it already. Private: it depends on who asks. */
export function withEtag(context: HttpContext, answer: object): Response {
  const text = JSON.stringify(answer);
  const etag = etagOf(text);
  if (knows(context, etag)) return context.body(null, 304, { etag });
  return context.body(text, 200, { etag, 'content-type': 'application/json' });
}

/** The ETag of whatever this text stands for. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Whether whoever asks has the answer with this ETag already (RFC 9110 13.1.2: compared weakly). */
export function knows(context: HttpContext, etag: string): boolean {
  const known = context.req.header('if-none-match')?.split(',') ?? [];
  return known.some((one) => one.trim().replace(/^W\//, '') === etag);
}
