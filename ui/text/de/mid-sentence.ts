/** A word that stands alone elsewhere, within a sentence: a German noun keeps its capital. */
export const midSentence = (word: string): string => word;
