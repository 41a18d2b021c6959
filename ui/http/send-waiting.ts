import { z } from 'zod';
import { describeError } from '#schemas/errors/tremolo-error';
import type { RouteRow } from '#schemas/http/route-row';
import { JobId } from '#schemas/ids/ids';
import type { Sent, Waiting } from '../session/outbox.ts';
import { outboxWords } from '../text/outbox.ts';
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

/** The same of the route that acknowledges alarms. */
export const ACKNOWLEDGE_WAITING = {
  method: 'POST',
  path: '/api/v1/alarms/acknowledge',
  permission: 'alarm:read',
  tag: 'alarms',
  summary: 'Acknowledges alarms that waited.',
  body: z.unknown(),
  answer: z.object({
    acknowledged: z.array(z.unknown()),
    already: z.array(z.unknown()),
    left: z.array(z.unknown()),
  }),
} as const satisfies RouteRow;

/** A network that swallows everything answers nothing either. */
const GIVE_UP_MS = 20_000;

/** Refusals that pass: of a session that is not there yet, and of a hub that has too much to do. */
const PASSING = ['not_signed_in', 'duty_first', 'account_inactive', 'too_many_requests'];

/** Sends what waited in this browser. Throws nothing: what is not heard is sent again later, with the same key. */
export async function sendWaiting(waiting: Waiting): Promise<Sent> {
  try {
    const sentence = await SENDS[waiting.kind](waiting, AbortSignal.timeout(GIVE_UP_MS));
    return { kind: 'done', sentence };
  } catch (error) {
    console.warn(describeError(error));
    const isFinal =
      error instanceof HubProblem && error.status < 500 && !PASSING.includes(error.code);
    return isFinal ? { kind: 'refused', sentence: error.message } : { kind: 'unheard' };
  }
}

const SENDS: Readonly<
  Record<Waiting['kind'], (waiting: Waiting, signal: AbortSignal) => Promise<string>>
> = {
  job: async ({ body, key, what }, signal) => {
    // As the form made it; the hub says it if it has learned to want something else since then.
    await request(SUBMIT_WAITING, { body, idempotencyKey: key, signal });
    return outboxWords.sent(what);
  },
  // Alarms that somebody else acknowledged meanwhile, or that are over, are left as they are: the hub says which.
  acknowledgement: async ({ body }, signal) =>
    outboxWords.acknowledged(await request(ACKNOWLEDGE_WAITING, { body, signal })),
};
