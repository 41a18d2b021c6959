import type { Issue, Problem } from '#schemas/http/problem';

/** What a refusal of the hub says to the reader. In English the hub has said it already. */
export async function refusalWords({ detail, issues = [] }: Problem): Promise<Refused> {
  return { said: detail, issues };
}

/** A refusal in words: as a whole, and of each field that is wrong. */
export interface Refused {
  readonly said: string;
  readonly issues: readonly Pick<Issue, 'path' | 'message'>[];
}
