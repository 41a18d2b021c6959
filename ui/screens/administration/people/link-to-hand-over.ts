import { html } from 'htm/preact';
import type { HandedLink } from '#schemas/http/people';
import { Command } from '../../../parts/command.ts';
import { text } from '../../../text/en.ts';
import { people as words } from '../../../text/people.ts';

/** A one-time link: on its way by mail, or shown this once. */
export function LinkToHandOver({ handed, onDone }: { handed: HandedLink; onDone: () => void }) {
  return html`<div class="stack">
    ${
      handed.link === null
        ? html`<p>${words.linkSent(handed.sentTo ?? '')}</p>`
        : html`<p>${words.linkLead}</p>
            <${Command} line=${new URL(handed.link, location.origin).href} />`
    }
    <div class="dialog-buttons">
      <button class="button primary" onClick=${onDone}>${text.close}</button>
    </div>
  </div>`;
}
