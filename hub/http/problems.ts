import { HTTPException } from 'hono/http-exception';
import { ERROR_CODES, type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';
import type { Problem } from '#schemas/http/problem';
import { TooSoonError } from '../access/too-soon-error.ts';
import type { Log } from '../log.ts';
import { type HttpContext, InvalidRequestError, WrongMethodError } from './route.ts';

/**
 * The one place where errors become responses (RFC 9457). What is ours or the plant's is logged with its causes under the
 * correlation id; the text for the caller holds the sentence only.
 */
export function problemResponse(context: HttpContext, error: unknown, log: Log): Response {
  const known = error instanceof TremoloError ? error : (frameworks(error) ?? unforeseen(error));
  const { status, turn, title } = ERROR_CODES[known.code];
  const correlationId = context.get('correlationId');
  if (turn !== 'caller') {
    log.error(title, known, { correlationId, method: context.req.method, path: context.req.path });
  }
  const problem: Problem = {
    type: `urn:tremolo:problem:${known.code}`,
    title,
    status,
    detail: known.message,
    code: known.code,
    correlationId,
    ...(known.reason === null ? {} : { reason: known.reason }),
    ...(known instanceof InvalidRequestError ? { issues: known.issues } : {}),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (known instanceof WrongMethodError) headers.set('allow', known.allowed.join(', '));
  if (known instanceof TooSoonError) headers.set('retry-after', String(known.retryAfterS));
  return new Response(JSON.stringify(problem), { status, headers });
}

/** What the framework itself refuses, in our words. */
const FRAMEWORK: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['request_invalid', 'The body is not JSON.'],
  413: ['too_large', 'The request is larger than this address takes.'],
  415: ['unsupported_media_type', 'The request needs a body of type application/json.'],
};

function frameworks(error: unknown): TremoloError | null {
  // Whoever sends half a request and leaves, or lengths that do not fit, is no fault of ours and fills no log.
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new TremoloError('request_invalid', 'The request was cut off.', { cause: error });
  }
  const known = error instanceof HTTPException ? FRAMEWORK[error.status] : undefined;
  return known === undefined ? null : new TremoloError(known[0], known[1], { cause: error });
}

function unforeseen(cause: unknown): TremoloError {
  const code: ErrorCode = 'internal';
  return new TremoloError(code, 'Something went wrong on our side; the log has the details.', {
    cause,
  });
}
