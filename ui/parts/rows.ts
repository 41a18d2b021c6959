import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';

/** Names and values beside each other. */
export function Rows({ children }: { children: ComponentChildren }) {
  return html`<dl class="facts rows">${children}</dl>`;
}

/** One name and value; `bad` marks a value that should not be. */
export function Row({
  name,
  bad,
  children,
}: {
  name: string;
  bad?: boolean;
  children: ComponentChildren;
}) {
  return html`<div data-bad=${bad || undefined}>
    <dt>${name}</dt>
    <dd>${children}</dd>
  </div>`;
}
