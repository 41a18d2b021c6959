import { useRef } from 'preact/hooks';
import type { z } from 'zod';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { JOB_ROUTES, type Job, type JobRequest } from '#schemas/http/jobs';
import { newId } from '#schemas/ids/ids';
import { isUnreachable } from '../../http/is-unreachable.ts';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { kindWord } from '../../text/jobs.ts';
import { outboxWords } from '../../text/outbox.ts';

type Asked = z.input<typeof JobRequest>;

/** A network that swallows everything answers nothing either. */
const GIVE_UP_MS = 20_000;

/**
 * Submits jobs. The same job sent again after an answer was lost is made once; while the hub cannot be reached it waits in this
 * browser, which the answer null says.
 */
export function useJobSubmission(): (body: Asked) => Promise<Job | null> {
  const { outbox } = useApp();
  const sent = useRef({ said: '', key: '' });
  return async (body) => {
    const said = JSON.stringify(body);
    if (sent.current.said !== said) sent.current = { said, key: newId('jb') };
    const { key } = sent.current;
    try {
      const signal = AbortSignal.timeout(GIVE_UP_MS);
      return await request(JOB_ROUTES.submitJob, { body, idempotencyKey: key, signal });
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      console.warn(describeError(error));
      const isKept = outbox.add({ key, what: kindWord(body.kind), body });
      if (!isKept) throw new TremoloError('hub_unreachable', outboxWords.noRoom, { cause: error });
      // The next one of the same words is another job.
      sent.current = { said: '', key: '' };
      return null;
    }
  };
}
