import { html } from 'htm/preact';
import { piecesOf } from '../text/foreign.ts';

/** A sentence; what in it is English on a page of another language is marked, so that a screen reader reads it as such. */
export function Sentence({ of: sentence }: { of: string }) {
  return html`${piecesOf(sentence).map(({ words, isForeign }, i) =>
    isForeign ? html`<span key=${i} lang="en">${words}</span>` : words,
  )}`;
}
