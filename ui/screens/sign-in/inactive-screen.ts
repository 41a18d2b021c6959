import { html } from 'htm/preact';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { accessSteps } from '../../text/access-steps.ts';

const words = accessSteps.inactive;

/** For somebody whose account may not work now: why, whom to ask, and the way out. */
export function InactiveScreen() {
  const { session } = useApp();
  const state = session.state.value;
  const checking = useSubmit(() => session.ask());
  const leaving = useSubmit(() => session.signOut());
  if (state.kind !== 'inactive') return null;
  return html`<${EntryCard} title=${words.title}>
    ${leaving.failure.value && html`<${Failure} title=${leaving.failure.value} sentence="" retry=${null} />`}
    <p role="status">${state.sentence}</p>
    <p class="muted">${words.lead}</p>
    ${
      state.hasSession
        ? html`<button class="button primary wide" disabled=${checking.busy.value} onClick=${checking.submit}>
              ${words.again}
            </button>
            <button class="button wide" disabled=${leaving.busy.value} onClick=${leaving.submit}>
              ${access.leave}
            </button>`
        : html`<button class="button wide" onClick=${() => session.leave()}>${words.back}</button>`
    }
  <//>`;
}
