import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';

/** A word or two about something, framed: calm, or for what should be noticed. */
export function Chip({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'strong' | 'notice';
  children: ComponentChildren;
}) {
  return html`<span class="chip" data-kind=${kind}>${children}</span>`;
}
