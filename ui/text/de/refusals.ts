import { describeError } from '#schemas/errors/tremolo-error';
import type { Problem } from '#schemas/http/problem';
import { foreign } from '../foreign.ts';
import type { Refused } from '../refusals.ts';

/** What a refusal of the hub says to the reader, in German. The words come when the first one is needed. */
export async function refusalWords(problem: Problem): Promise<Refused> {
  try {
    const { sayIssue, sayRefusal } = await import('./refusals/say-refusal.ts');
    return { said: sayRefusal(problem), issues: (problem.issues ?? []).map(sayIssue) };
  } catch (error) {
    // The hub went away right after it had refused: its own words are better than none.
    console.warn(describeError(error));
    return { said: foreign(problem.detail), issues: problem.issues ?? [] };
  }
}
