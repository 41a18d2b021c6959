import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ENROLMENT_ROUTES, type JoinToken, type MadeJoinToken } from '#schemas/http/enrolment';
import { request } from '../../http/request.ts';
import { Command } from '../../parts/command.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { fleet as words } from '../../text/fleet.ts';
import { dateTime } from '../../text/numbers.ts';

/** Lets another agent join: a button, the line to type on its machine, and whoever has such a line still unused. */
export function AddAgent() {
  const { session } = useApp();
  const open = useSignal<'none' | 'asking' | MadeJoinToken>('none');
  const may = session.may('fleet:enrol');
  const { state, reload } = useLoad<{ tokens: JoinToken[] }>(
    (signal) =>
      may ? request(ENROLMENT_ROUTES.joinTokens, { signal }) : Promise.resolve({ tokens: [] }),
    [may],
  );
  if (!may) return null;
  const close = () => {
    open.value = 'none';
  };
  const made = (token: MadeJoinToken) => {
    open.value = token;
    reload();
  };
  const { value } = open;
  return html`<button
      class="button"
      onClick=${() => {
        open.value = 'asking';
      }}
    >
      ${words.add}
    </button>
    ${state.value.kind === 'ready' && html`<${Waiting} tokens=${state.value.value.tokens} onChanged=${reload} />`}
    ${value === 'asking' && html`<${Ask} onMade=${made} onClose=${close} />`}
    ${typeof value === 'object' && html`<${Made} made=${value} onClose=${close} />`}`;
}

function Ask({ onMade, onClose }: { onMade: (made: MadeJoinToken) => void; onClose: () => void }) {
  const agentId = useSignal('');
  const lifetime = useSignal('60');
  const form = useSubmit(async () => {
    const body = { agentId: agentId.value.trim(), lifetimeMinutes: Number(lifetime.value) };
    onMade(await request(ENROLMENT_ROUTES.makeJoinToken, { body: body as never }));
  });
  const { busy, issues, submit } = form;
  return html`<${Dialog} title=${words.add} onClose=${onClose} busy=${busy.value}>
    <form class="stack" onSubmit=${submit}>
      <${FormFailure} of=${form} />
      <p>${words.addLead}</p>
      <${TextField} id="agent-name" label=${words.name} value=${agentId} hint=${words.nameHint} error=${issues.value.agentId ?? null} required autofocus />
      <${SelectField} id="agent-lifetime" label=${words.lifetime} value=${lifetime} choices=${Object.entries(words.lifetimes)} />
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${onClose}>${text.cancel}</button>
        <button class="button primary" disabled=${busy.value}>${busy.value ? words.making : words.make}</button>
      </div>
    </form>
  <//>`;
}

function Made({ made, onClose }: { made: MadeJoinToken; onClose: () => void }) {
  return html`<${Dialog} title=${words.madeTitle(made.token.agentId)} onClose=${() => undefined} wide>
    <div class="stack">
      <p>${words.madeLead}</p>
      <${Command} line=${made.command} />
      <div class="dialog-buttons">
        <button class="button primary" onClick=${onClose}>${words.kept}</button>
      </div>
    </div>
  <//>`;
}

function Waiting({ tokens, onChanged }: { tokens: readonly JoinToken[]; onChanged: () => void }) {
  const { notices } = useApp();
  if (tokens.length === 0) return null;
  const withdraw = async (tokenId: string) => {
    try {
      await request(ENROLMENT_ROUTES.withdrawJoinToken, { params: { tokenId } });
      notices.done(words.withdrawn);
    } catch (error) {
      notices.failed((error as Error).message);
    }
    onChanged();
  };
  return html`<div class="joiners">
    <h3>${words.waiting}</h3>
    <ul>
      ${tokens.map(
        ({ tokenId, agentId, expiresMs }) => html`<li key=${tokenId}>
          <span>${words.until(agentId, dateTime(expiresMs))}</span>
          <button class="button small" onClick=${() => withdraw(tokenId)}>
            ${words.withdraw}<span class="spoken"> ${agentId}</span>
          </button>
        </li>`,
      )}
    </ul>
  </div>`;
}
