import type { z } from 'zod';
import type { Issue } from '#schemas/http/problem';

/** What a schema says of a value that does not fit, as a problem document lists it. */
export function issueOf(issue: z.core.$ZodIssue): Issue {
  const { path, message, code: rule } = issue;
  const of = 'origin' in issue ? issue.origin : 'format' in issue ? issue.format : null;
  const expected = 'expected' in issue ? issue.expected : null;
  const least = 'minimum' in issue ? issue.minimum : null;
  const limit = 'maximum' in issue ? issue.maximum : least;
  return {
    ...{ path: path.join('.'), message, rule },
    of: of ?? expected,
    limit: limit === null ? null : Number(limit),
  };
}
