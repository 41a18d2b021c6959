import type { z } from 'zod';
import type { Issue } from '#schemas/http/problem';

/** What a schema says of a value that does not fit, as a problem document lists it. */
export function issueOf(issue: z.core.$ZodIssue): Issue {
  const { path, message, code: rule } = issue;
  // Of a wrong format the origin only says that it is a string.
  const of = 'format' in issue ? issue.format : 'origin' in issue ? issue.origin : null;
  const expected = 'expected' in issue ? issue.expected : null;
  const least = 'minimum' in issue ? issue.minimum : null;
  const limit = 'maximum' in issue ? issue.maximum : least;
  return {
    ...{ path: path.join('.'), message, rule },
    of: of ?? expected,
    limit: limit === null ? null : Number(limit),
  };
}
