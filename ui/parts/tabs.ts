import { html } from 'htm/preact';

export interface Tab {
  readonly key: string;
  readonly word: string;
  readonly path: string;
}

/** Parts of one thing, each with an address of its own. */
export function Tabs({ label, tabs, here }: { label: string; tabs: readonly Tab[]; here: string }) {
  return html`<nav class="tabs" aria-label=${label}>
    ${tabs.map(
      ({ key, word, path }) =>
        html`<a key=${key} href=${path} aria-current=${key === here ? 'page' : undefined}>${word}</a>`,
    )}
  </nav>`;
}
