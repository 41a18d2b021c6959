/** A word that stands alone elsewhere, within a sentence: English writes it small there. */
export const midSentence = (word: string): string => word.toLowerCase();
