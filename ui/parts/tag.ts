import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';

/** A word or two about something, framed: calm, or for what should be noticed. */
export function Tag({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'strong' | 'notice';
  children: ComponentChildren;
}) {
  return html`<span class="tag" data-kind=${kind}>${children}</span>`;
}
