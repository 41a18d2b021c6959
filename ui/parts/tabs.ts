import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';

export interface Tab {
  readonly key: string;
  readonly word: string;
  readonly path: string;
}

/** Parts of one thing, each with an address of its own. */
export function Tabs({ label, tabs, here }: { label: string; tabs: readonly Tab[]; here: string }) {
  const row = useRef<HTMLElement>(null);
  // On a phone the row is longer than the screen: what is shown stays in sight.
  useEffect(() => {
    const shown = row.current?.querySelector('[aria-current]');
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here]);
  return html`<nav class="tabs" aria-label=${label} ref=${row}>
    ${tabs.map(
      ({ key, word, path }) =>
        html`<a key=${key} href=${path} aria-current=${key === here ? 'page' : undefined}>${word}</a>`,
    )}
  </nav>`;
}
