import { html } from 'htm/preact';
import { type Appearance, text } from '../text/en.ts';
import { Icon } from './icon.ts';

/** A condition as icon and word. */
export function Badge({ appearance }: { appearance: Appearance }) {
  return html`<span class="badge" data-appearance=${appearance}>
    <${Icon} name=${appearance} />${text.appearance[appearance]}
  </span>`;
}
