import type { Saying } from '#schemas/http/saying';

/** What came of sending something, or why it cannot be sent. In English the hub has said it already. */
export function sendingSays({ says }: Saying): string {
  return says;
}

/** What is wrong with the line to the log server. */
export const lineTrouble = (trouble: string): string => trouble;
