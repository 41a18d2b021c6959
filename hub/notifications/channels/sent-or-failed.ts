import type { EgressAnswer } from '../egress/egress.ts';
import { SendFailure } from '../send-failure.ts';

const SAYS_MAX = 200;

/** The answer as a sentence when it is a yes; throws SendFailure for anything else. 4xx but for “later” will not become a yes. */
export function sentOrFailed(who: string, { status, text, retryAfterMs }: EgressAnswer): string {
  const said = text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, SAYS_MAX);
  const says = `${who} answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status >= 200 && status < 300) return `${who} took it (${status}).`;
  if (status >= 300 && status < 400) {
    throw new SendFailure(`${who} leads elsewhere (${status}), which is not followed.`, 'give up');
  }
  const isForLater = status >= 500 || [408, 409, 425, 429].includes(status);
  throw new SendFailure(`${says}.`, isForLater ? 'retry' : 'give up', undefined, retryAfterMs);
}
