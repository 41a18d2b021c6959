import { html } from 'htm/preact';
import type { Appearance } from '../../text/en.ts';
import { text } from '../../text/en.ts';
import { Icon } from '../icon.ts';

/** Something placed on a picture: its name with its state as sign, colour and (spoken) word; leads to what it is of. */
export function PictureMarkLink({
  name,
  appearance,
  href,
}: {
  name: string;
  /** Null: nothing is measured there. */
  appearance: Appearance | null;
  href: string;
}) {
  return html`<a class="picture-mark" href=${href} data-appearance=${appearance ?? 'none'}>
    ${appearance !== null && html`<${Icon} name=${appearance} />`}<span>${name}</span
    >${appearance !== null && html`<span class="spoken">, ${text.appearance[appearance]}</span>`}
  </a>`;
}
