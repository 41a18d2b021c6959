import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { text } from '../text/en.ts';
import { Mark } from './mark.ts';
import { useTitle } from './use-title.ts';

/** The card in the middle of the page for who is not in yet. */
export function EntryCard({ title, children }: { title: string; children: ComponentChildren }) {
  useTitle(title);
  return html`<div class="entry">
    <p class="brand"><${Mark} /><span>${text.product}</span></p>
    <section class="card"><h1>${title}</h1>${children}</section>
  </div>`;
}
