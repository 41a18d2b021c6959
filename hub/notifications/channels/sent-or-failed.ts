import { type Said, said } from '#schemas/errors/said';
import type { EgressAnswer } from '../egress/egress.ts';
import { SendFailure } from '../send-failure.ts';

const SAYS_MAX = 200;

/** The answer when it is a yes; throws SendFailure for anything else. 4xx but for “later” will not become a yes. */
export function sentOrFailed(who: string, { status, text, retryAfterMs }: EgressAnswer): Said {
  const answer = text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, SAYS_MAX);
  if (status >= 200 && status < 300) return said('sent_by', { who, status });
  if (status >= 300 && status < 400) {
    throw new SendFailure(said('answered_elsewhere', { who, status }), 'give up');
  }
  const isForLater = status >= 500 || [408, 409, 425, 429].includes(status);
  const says =
    answer === ''
      ? said('answered', { who, status })
      : said('answered_with', { who, status, answer });
  throw new SendFailure(says, isForLater ? 'retry' : 'give up', undefined, retryAfterMs);
}
