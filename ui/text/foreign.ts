/** First strong isolate and pop directional isolate: what Unicode keeps for words of another language within a sentence. */
const [BEGIN, END] = ['\u2068', '\u2069'];

/** Marks what stands in a sentence in English although the page speaks another language. */
export function foreign(words: string): string {
  return `${BEGIN}${words}${END}`;
}

/** A sentence in pieces, each in the language of the page or marked as English. */
export function piecesOf(sentence: string): { words: string; isForeign: boolean }[] {
  return sentence
    .split(/(\u2068[^\u2069]*\u2069)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const isForeign = piece.startsWith(BEGIN) && piece.endsWith(END);
      return { words: isForeign ? piece.slice(1, -1) : piece, isForeign };
    });
}
