import type { Wrong } from '#schemas/http/wrong';
import { foreign } from '../foreign.ts';
import { reasonWords } from './refusals/reasons.ts';
import { sayReason, sayRule } from './refusals/say-reason.ts';

/** What is wrong with a cell or a row of a file, in German. */
export function importSays({ sentence, reason, issue }: Wrong): string {
  const words = sayReason(reason, reasonWords);
  if (words !== null) return words;
  return issue === undefined ? foreign(sentence) : sayRule(issue, sentence);
}
