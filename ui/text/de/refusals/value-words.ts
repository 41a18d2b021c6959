import type { z } from 'zod';
import { issueWords } from './issue-words.ts';

/** What zod says of values that do not fit, in German. */
export function valueWords(): { localeError: (issue: z.core.$ZodRawIssue) => string } {
  return { localeError };
}

function localeError(issue: z.core.$ZodRawIssue): string {
  const { origin, format, expected, maximum, minimum } = issue as Partial<
    Record<string, string | number>
  >;
  const of = format ?? origin ?? expected;
  const limit = maximum ?? minimum;
  const said = issueWords(
    issue.code,
    of === undefined ? null : String(of),
    limit === undefined ? null : Number(limit),
  );
  return said ?? 'Diese Angabe ist so nicht gültig.';
}
