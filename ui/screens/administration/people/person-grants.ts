import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import { type GrantRow, RIGHTS_ROUTES } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { ExpiryField } from '../../../parts/form/expiry-field.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { midSentence } from '../../../text/mid-sentence.ts';
import { dateTime } from '../../../text/numbers.ts';
import { person as personWords } from '../../../text/people.ts';
import { rightWords } from '../../../text/rights.ts';
import type { PersonRightsProps } from './person-role.ts';

const words = personWords.access;

/** What one person may beside the role, or may not in spite of it, each until when. */
export function PersonGrants(props: PersonRightsProps) {
  const { person, rights, onChanged } = props;
  const { session, notices, questions } = useApp();
  const attempt = useAct();
  const isOpen = useSignal(false);
  // The rule for a role holds for exceptions, too: what is out of reach is not offered.
  const mayChange = session.may('role:assign') && person.actions.includes('role');
  const take = async ({ permission, effect }: GrantRow) => {
    const question = {
      title: words.takeTitle,
      sentence: words.takeLead[effect](person.name, rightWords[permission]),
      action: words.take,
      isDanger: true,
    };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      const params = { userId: person.userId, permission };
      await request(RIGHTS_ROUTES.removeGrant, { params });
      notices.done(words.taken);
      onChanged();
    });
  };
  return html`<h3>${words.grants}</h3>
    <p class="muted">${words.grantsLead}</p>
    ${rights.grants.length === 0 && html`<p>${words.noGrants}</p>`}
    <ul class="plain-list">
      ${rights.grants.map(
        (grant) => html`<li key=${grant.permission}>
          <span class="grow">
            <span class="strong">${words.effects[grant.effect]}:</span> ${rightWords[grant.permission]}
            <span class="muted"> ${untilOf(grant.expiresMs)}</span>
          </span>
          ${
            mayChange &&
            html`<button class="button" onClick=${() => take(grant)}>
              ${words.take}<span class="spoken"> ${grant.permission}</span>
            </button>`
          }
        </li>`,
      )}
    </ul>
    ${
      mayChange &&
      html`<div class="form-buttons">
        <button
          class="button"
          onClick=${() => {
            isOpen.value = true;
          }}
        >
          ${words.add}
        </button>
      </div>`
    }
    ${
      isOpen.value &&
      html`<${GrantDialog}
        ...${props}
        onClose=${() => {
          isOpen.value = false;
        }}
      />`
    }`;
}

/** Until when something holds, in words. */
export function untilOf(expiresMs: number | null): string {
  return expiresMs === null ? words.forGood : `${midSentence(words.until)} ${dateTime(expiresMs)}`;
}

function GrantDialog({ person, onChanged, onClose }: PersonRightsProps & { onClose: () => void }) {
  const { session, notices } = useApp();
  const own = PERMISSION_NAMES.filter((one) => session.may(one));
  const permission = useSignal<Permission>(own[0]);
  const effect = useSignal<'grant' | 'deny'>('grant');
  const expiresMs = useSignal<number | null>(null);
  const submitting = useSubmit(async () => {
    await request(RIGHTS_ROUTES.setGrant, {
      params: { userId: person.userId, permission: permission.value },
      body: { effect: effect.value, expiresMs: expiresMs.value },
    });
    notices.done(words.set);
    onChanged();
    onClose();
  });
  return html`<${FormDialog}
    title=${words.add}
    action=${words.add}
    of=${submitting}
    draft=${() => [permission.value, effect.value, expiresMs.value]}
    onClose=${onClose}
  >
    <${SelectField} id="grant-effect" label=${words.effect} value=${effect} choices=${Object.entries(words.effects)} />
    <${SelectField}
      id="grant-permission"
      label=${words.permission}
      value=${permission}
      choices=${own.map((one) => [one, `${one}: ${rightWords[one]}`])}
    />
    <${ExpiryField} id="grant-until" value=${expiresMs} />
  <//>`;
}
