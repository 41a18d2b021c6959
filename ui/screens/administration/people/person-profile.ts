import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PEOPLE_ROUTES, type PersonDetail } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { Row, Rows } from '../../../parts/rows.ts';
import { useApp } from '../../../session/app.ts';
import { text } from '../../../text/en.ts';
import { age, dateTime } from '../../../text/numbers.ts';
import { people, person as words } from '../../../text/people.ts';
import { settings } from '../../../text/settings.ts';
import { PersonActions } from './person-actions.ts';
import type { PersonTabProps } from './person-tab-props.ts';

/** Name and address of an account, what else is known of it, and what can be done to it. */
export function PersonProfile(props: PersonTabProps) {
  const { person, onChanged } = props;
  return html`
    ${
      person.actions.includes('edit') &&
      html`<div class="card"><${ProfileForm} person=${person} onSaved=${onChanged} /></div>`
    }
    <div class="card"><${Facts} person=${person} /></div>
    <div class="card"><${PersonActions} ...${props} /></div>
  `;
}

function ProfileForm({ person, onSaved }: { person: PersonDetail; onSaved: () => void }) {
  const { notices } = useApp();
  const name = useSignal(person.name);
  const fullName = useSignal(person.fullName ?? '');
  const email = useSignal(person.email ?? '');
  const draft = () => ({
    name: name.value,
    fullName: fullName.value.trim() || null,
    email: email.value.trim() || null,
  });
  const guard = useUnsavedGuard(draft);
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const { userId, changedMs } = person;
    await request(PEOPLE_ROUTES.editPerson, {
      params: { userId },
      body: { ...draft(), changedMs },
    });
    guard.saved();
    notices.done(words.saved);
    onSaved();
  });
  const wrong = issues.value;
  return html`<form class="stack" onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <${TextField} id="person-name" label=${people.name} value=${name} error=${wrong.name ?? null} required />
    <${TextField} id="person-full-name" label=${people.fullName} value=${fullName} error=${wrong.fullName ?? null} />
    <${TextField} id="person-email" label=${people.email} value=${email} type="email" error=${wrong.email ?? null} />
    <div class="form-buttons">
      <button class="button primary" disabled=${busy.value}>${text.save}</button>
    </div>
  </form>`;
}

function Facts({ person }: { person: PersonDetail }) {
  const { now } = useApp();
  const { email, fullName, lastSignInMs, origin } = person;
  const mayEdit = person.actions.includes('edit');
  return html`<${Rows}>
    ${!mayEdit && html`<${Row} name=${people.fullName}>${fullName ?? '–'}<//>`}
    <${Row} name=${people.email}>
      ${email === null ? '–' : html`${!mayEdit && `${email}, `}${person.emailVerified ? people.verified : people.unverified}`}
    <//>
    <${Row} name=${people.factor}>${person.factors.length === 0 ? people.no : person.factors.map((method) => settings.security.methods[method]).join(', ')}<//>
    <${Row} name=${words.origin}>${words.origins[origin] ?? words.bySso}<//>
    <${Row} name=${people.registered}>${dateTime(person.createdMs)}<//>
    <${Row} name=${people.lastSignIn}>
      ${lastSignInMs === null ? people.never : html`<span title=${dateTime(lastSignInMs)}>${age(lastSignInMs, now.value)}</span>`}
    <//>
    ${person.timezone !== null && html`<${Row} name=${words.timezone}>${person.timezone}<//>`}
  <//>`;
}
