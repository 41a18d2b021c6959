import { html } from 'htm/preact';
import { Command } from '../../parts/command.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { text } from '../../text/en.ts';

/** For who comes without the setup link to a hub that has no account yet. */
export function SetupNeeded() {
  return html`<${EntryCard} title=${text.signIn.needsSetup}>
    <p>${text.setup.noToken}</p>
    <p class="muted">${text.setup.newLink}</p>
    <${Command} line=${text.setup.newLinkCommand} />
  <//>`;
}
