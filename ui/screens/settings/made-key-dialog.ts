import { html } from 'htm/preact';
import type { MadeKey } from '#schemas/http/keys';
import { Command } from '../../parts/command.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { settings } from '../../text/settings.ts';

const words = settings.keys;

/** The one time that the secret of a key is seen; Escape does not close it by accident. */
export function MadeKeyDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  return html`<${Dialog} title=${words.madeTitle(made.key.name)} onClose=${() => undefined} wide>
    <div class="stack">
      <p>${words.madeLead}</p>
      <${Command} line=${made.secret} />
      <div class="dialog-buttons">
        <button class="button primary" onClick=${onClose}>${words.kept}</button>
      </div>
    </div>
  <//>`;
}
