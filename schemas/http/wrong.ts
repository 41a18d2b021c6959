import type { z } from 'zod';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import { issueOf } from '#schemas/http/issue-of';
import type { WhyWrong } from '#schemas/http/problem';

/** What is wrong with a value of a file: in English, and what that is made of for who reads other words. */
export type Wrong = WhyWrong & { readonly sentence: string };

/** A refusal, as what is wrong with a value. */
export function wrongBy({ message, reason }: TremoloError): Wrong {
  return { sentence: message, ...(reason !== null && { reason }) };
}

/** What a schema finds wrong with a value. */
export function wrongByRule(found: z.core.$ZodIssue): Wrong {
  const { message, rule, of, limit } = issueOf(found);
  return { sentence: message, issue: { rule, of, limit } };
}
