import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { IDENTITY_ROUTES, type OwnIdentities, type OwnIdentity } from '#schemas/http/identities';
import { SsoProblem } from '#schemas/http/sso';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { singleSignOn } from '../../text/single-sign-on.ts';
import { loadedPart } from './loaded-part.ts';
import { ProofOfPassword } from './proof-of-password.ts';

const words = singleSignOn.connected;
type Doing =
  | { kind: 'connect'; key: string; name: string }
  | { kind: 'disconnect'; own: OwnIdentity };

/** Company accounts that open one’s own account: nothing where the site has no provider and none was ever connected. */
export function ConnectedAccounts() {
  const { notices } = useApp();
  const { state, reload } = useLoad(
    (signal) => request(IDENTITY_ROUTES.identities, { signal }),
    [],
  );
  // A provider sends the browser back to this page with what came of it.
  useEffect(() => {
    const said = new URLSearchParams(location.hash.slice(1)).get('sso');
    const problem = SsoProblem.safeParse(said);
    if (said === 'connected') notices.done(words.done);
    if (problem.success) notices.failed(singleSignOn.problems[problem.data]);
    if (said !== null) history.replaceState(null, '', location.pathname + location.search);
  }, []);
  return loadedPart(state.value, reload, (all: OwnIdentities) =>
    all.identities.length + all.offered.length === 0
      ? null
      : html`<div class="card"><${List} all=${all} onChanged=${reload} /></div>`,
  );
}

function List({ all, onChanged }: { all: OwnIdentities; onChanged: () => void }) {
  const doing = useSignal<Doing | null>(null);
  const done = () => {
    doing.value = null;
    onChanged();
  };
  const { identities, offered, hasPassword } = all;
  const missing = offered.filter(({ name }) => identities.every((own) => own.name !== name));
  const isOnly = !hasPassword && identities.length === 1;
  return html`<h3>${words.title}</h3>
    <p class="muted">${hasPassword ? words.lead : words.leadWithoutPassword}</p>
    <ul class="plain-list">
      ${identities.map(
        (own) => html`<li key=${own.identityId}>
          <span class="grow">
            ${nameOf(own)}
            <br /><small class="muted">${words.since(dateTime(own.createdMs), dateTime(own.lastMs))}</small>
          </span>
          <button
            class="button"
            disabled=${isOnly}
            title=${isOnly ? words.only : undefined}
            onClick=${() => {
              doing.value = { kind: 'disconnect', own };
            }}
          >
            ${words.disconnect}<span class="spoken"> ${nameOf(own)}</span>
          </button>
        </li>`,
      )}
      ${
        hasPassword &&
        missing.map(
          ({ key, name }) => html`<li key=${key}>
            <span class="grow">${name}</span>
            <button
              class="button"
              onClick=${() => {
                doing.value = { kind: 'connect', key, name };
              }}
            >
              ${words.connect}<span class="spoken"> ${name}</span>
            </button>
          </li>`,
        )
      }
    </ul>
    ${doing.value !== null && html`<${Proof} doing=${doing.value} hasPassword=${hasPassword} onDone=${done} />`}`;
}

/** Asks for the password once more; then goes to the provider, or ends the connection. */
function Proof({
  doing,
  hasPassword,
  onDone,
}: {
  doing: Doing;
  hasPassword: boolean;
  onDone: () => void;
}) {
  const { notices } = useApp();
  const typed = useSignal('');
  const submitting = useSubmit(async () => {
    const password = typed.value || null;
    if (doing.kind === 'connect') {
      const body = { provider: doing.key, password };
      location.assign((await request(IDENTITY_ROUTES.connectIdentity, { body })).location);
      return;
    }
    const { identityId } = doing.own;
    await request(IDENTITY_ROUTES.disconnectIdentity, {
      params: { identityId },
      body: { password },
    });
    notices.done(words.disconnected);
    onDone();
  });
  const { busy, submit } = submitting;
  const isConnecting = doing.kind === 'connect';
  return html`<${Dialog}
    title=${isConnecting ? words.connectTitle(doing.name) : words.disconnectTitle(nameOf(doing.own))}
    onClose=${onDone}
  >
    <form class="stack" onSubmit=${submit}>
      <${FormFailure} of=${submitting} />
      <p>${isConnecting ? words.connectLead : words.disconnectLead}</p>
      <${ProofOfPassword} value=${typed} hasPassword=${hasPassword} />
      <div class="dialog-buttons">
        <button type="button" class="button" onClick=${onDone}>${text.cancel}</button>
        <button class=${`button ${isConnecting ? 'primary' : 'danger'}`} disabled=${busy.value}>
          ${isConnecting ? words.connect : words.disconnect}
        </button>
      </div>
    </form>
  <//>`;
}

const nameOf = ({ name, issuer }: OwnIdentity) => name ?? issuer;
