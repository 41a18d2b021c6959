import { refused } from '#schemas/errors/refused';

/** One letter to one person, in plain text, and where `html` is given in HTML besides. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Pictures that the HTML shows by `cid:`. */
  readonly images?: readonly { readonly cid: string; readonly png: Buffer }[];
  /** The same at each try of the same: mailboxes that know it keep one. */
  readonly messageId?: string;
  /** After this nobody is helped by it: it carries a code or a link that runs out. */
  readonly uselessMs?: number;
}

// One address, nothing that a mail program or a relay reads as more: no space, comma, bracket, quote or control character.
const ADDRESS = /^[^\s\p{C},;:<>()[\]"\\@]+@[^\s\p{C},;:<>()[\]"\\@]+$/u;
const LINE = /^[^\p{C}\u2028\u2029]*$/u;
const TEXT_MAX = 20_000;
const HTML_MAX = 200_000;

/**
 * The letter, if it is one letter to one address: a name or a site’s title with a line break in it must not become a header or
 * a second receiver. Throws `request_invalid`.
 */
export function checkedLetter(letter: Letter): Letter {
  const { to, subject, text, html = '', messageId = '' } = letter;
  if (!ADDRESS.test(to) || to.length > 254) {
    throw refused('letter_address');
  }
  const isTooLong = subject.length > 300 || text.length > TEXT_MAX || html.length > HTML_MAX;
  if (!LINE.test(subject) || !LINE.test(messageId) || isTooLong) {
    throw refused('letter_form');
  }
  return letter;
}

/** One line of it, for words that people chose and that stand in a subject. */
export function oneLine(words: string): string {
  return words.replace(/[\p{C}\u2028\u2029]+/gu, ' ').trim();
}
