/** Beyond Latin 1, what the fonts that every PDF reader has can show (PDF 32000-1, annex D.2, WinAnsiEncoding). */
const ALSO = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
/** Letters with a stroke, which Unicode does not take apart. */
const STROKES: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  Ħ: 'H',
  ħ: 'h',
};

/**
 * `text` in letters that a PDF without fonts of its own can show: without the accent where only that is beyond them, else `?`.
 * Any other letter would make the whole cell unreadable, for the PDF then says other bytes than were meant.
 */
export function pdfLetters(text: string): string {
  return /^[\x20-\x7e\xa0-\xff]*$/.test(text) ? text : Array.from(text, shown).join('');
}

function shown(letter: string): string {
  if (/^[\x20-\x7e\xa0-\xff]$/.test(letter) || ALSO.includes(letter)) return letter;
  if (/^[\p{Cc}\p{Z}]$/u.test(letter)) return ' ';
  // Joiners and marks of direction have no shape of their own.
  if (/^[\p{Cf}\p{Mn}]$/u.test(letter)) return '';
  const plain = STROKES[letter] ?? letter.normalize('NFKD').replace(/\p{Mn}/gu, '');
  return /^[\x20-\x7e]+$/.test(plain) ? plain : '?';
}
