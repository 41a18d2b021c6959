/** Names that are abbreviations. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  sha256: 'SHA-256',
  f1: 'F1',
  auroc: 'AUROC',
  aurocs: 'AUROC',
  ofRows: 'Of rows',
};

/** `secondsEach` → “Seconds each”. */
export function fieldWord(name: string): string {
  const known = FIELD_WORDS[name];
  if (known !== undefined) return known;
  const spaced = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, end, start) => `${end} ${start.toLowerCase()}`,
  );
  return sentenceCase(spaced.replaceAll('_', ' '));
}

const sentenceCase = (said: string) =>
  said.charAt(0).toUpperCase() + said.slice(1).replaceAll('-', ' ');

/** What can be chosen for an argument. */
export const choiceWord = (choice: string): string => choice;

/** What the contracts say of a kind of job or of one of its arguments. */
export const kindSentence = (sentence: string): string => sentence;
