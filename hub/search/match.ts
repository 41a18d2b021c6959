/** Words as they are compared: without accents and case, so that “getriebe” finds “Getriebe” and “motor” “Mótor”. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
}

/** The words of what somebody looks for. */
export function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean);
}

const WHOLE = 100;
const BEGINS = 60;
const WORD_BEGINS = 30;
const INSIDE = 10;
/** What stands beside the name counts less than the name. */
const DETAIL_SHARE = 0.4;

/**
 * How well a thing with this name (and what stands beside it) fits: the sum over the words of how each is found in it; 0 where
 * one of them is not found at all.
 */
export function matchScore(words: readonly string[], title: string, detail: string): number {
  const [name, beside] = [folded(title), folded(detail)];
  let sum = 0;
  for (const word of words) {
    const best = Math.max(scoreIn(name, word), DETAIL_SHARE * scoreIn(beside, word));
    if (best === 0) return 0;
    sum += best;
  }
  // Of two names that fit equally the shorter one was more likely meant.
  return sum - Math.min(5, name.length / 40);
}

function scoreIn(text: string, word: string): number {
  if (text === word) return WHOLE;
  const at = text.indexOf(word);
  if (at === 0) return BEGINS;
  if (at < 0) return 0;
  const isWord = new RegExp(`[^\\p{L}\\p{N}]${RegExp.escape(word)}`, 'u').test(text);
  return isWord ? WORD_BEGINS : INSIDE;
}
