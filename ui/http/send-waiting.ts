import { z } from 'zod';
import { describeError } from '#schemas/errors/tremolo-error';
import type { RouteRow } from '#schemas/http/route-row';
import { JobId } from '#schemas/ids/ids';
import type { Sent, Waiting } from '../session/outbox.ts';
import { HubProblem, request } from './request.ts';

/**
 * What is needed here of the route that submits a job. The whole table knows every kind of job, and neither belongs to what every
 * page loads at first nor can be fetched later: a hub that comes back updated has no more of the scripts of this page.
 */
export const SUBMIT_WAITING = {
  method: 'POST',
  path: '/api/v1/jobs',
  permission: 'job:submit',
  tag: 'jobs',
  summary: 'Submits a job that waited.',
  body: z.unknown(),
  answer: z.object({ jobId: JobId }),
  idempotent: true,
} as const satisfies RouteRow;

/** A network that swallows everything answers nothing either. */
const GIVE_UP_MS = 20_000;

/** Refusals that pass: of a session that is not there yet, and of a hub that has too much to do. */
const PASSING = ['not_signed_in', 'duty_first', 'account_inactive', 'too_many_requests'];

/** Submits a job that waited in this browser. Throws nothing: what is not heard is sent again later, with the same key. */
export async function sendWaiting({ body, key }: Waiting): Promise<Sent> {
  try {
    const { jobId } = await request(SUBMIT_WAITING, {
      // As the form made it; the hub says it if it has learned to want something else since then.
      body,
      idempotencyKey: key,
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    return { kind: 'done', jobId };
  } catch (error) {
    console.warn(describeError(error));
    const isFinal =
      error instanceof HubProblem && error.status < 500 && !PASSING.includes(error.code);
    return isFinal ? { kind: 'refused', sentence: error.message } : { kind: 'unheard' };
  }
}
