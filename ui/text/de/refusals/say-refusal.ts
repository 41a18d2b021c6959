import type { ErrorCode } from '#schemas/errors/tremolo-error';
import type { Issue, Problem } from '#schemas/http/problem';
import { foreign } from '../../foreign.ts';
import { errorTitles } from './error-titles.ts';
import { reasonWords } from './reasons.ts';
import { sayReason, sayRule } from './say-reason.ts';

/** By its reason, where it has one that is known here; else the title of its code, and the hub’s own sentence marked as English. */
export function sayRefusal({ reason, code, detail }: Problem): string {
  const words = sayReason(reason, reasonWords);
  if (words !== null) return words;
  const title = Object.hasOwn(errorTitles, code) ? `${errorTitles[code as ErrorCode]}. ` : '';
  return `${title}${foreign(detail)}`;
}

/** What is wrong with a field; a rule that the hub says in words of its own stands behind it, marked as English. */
export function sayIssue({ path, message, ...facts }: Issue): Pick<Issue, 'path' | 'message'> {
  return { path, message: sayRule(facts, message) };
}
