import type { Wrong } from '#schemas/http/wrong';

/** What is wrong with a cell or a row of a file. In English the hub has said it already. */
export function importSays({ sentence }: Wrong): string {
  return sentence;
}
