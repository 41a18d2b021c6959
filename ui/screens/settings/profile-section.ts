import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PROFILE_ROUTES, type Profile } from '#schemas/http/profile';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Row, Rows } from '../../parts/rows.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import { roleNameWords } from '../../text/role-name.ts';
import { settings } from '../../text/settings.ts';
import { EmailForm } from './email-form.ts';
import { loadedPart } from './loaded-part.ts';

const words = settings.profile;
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Who one is here: name, address, time zone, and what others decided: role and teams. */
export function ProfileSection() {
  const { state, reload } = useLoad((signal) => request(PROFILE_ROUTES.profile, { signal }), []);
  return loadedPart(
    state.value,
    reload,
    (profile) => html`
      <div class="card"><${Facts} profile=${profile} /></div>
      <div class="card"><${ProfileForm} profile=${profile} /></div>
      <div class="card"><${EmailForm} profile=${profile} onChanged=${reload} /></div>
    `,
  );
}

function Facts({ profile }: { profile: Profile }) {
  const teams = profile.teams.map(({ name, role }) => `${name} (${words.memberRoles[role]})`);
  return html`<${Rows}>
    <${Row} name=${words.name}>${profile.name}<//>
    <${Row} name=${words.role}>${roleNameWords(profile.role, profile.roleName)}<//>
    <${Row} name=${words.teams}>${teams.join(', ') || words.noTeams}<//>
  <//>`;
}

function ProfileForm({ profile }: { profile: Profile }) {
  const { session, notices } = useApp();
  const fullName = useSignal(profile.fullName ?? '');
  const timezone = useSignal(profile.timezone ?? '');
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const body = { fullName: fullName.value.trim() || null, timezone: timezone.value || null };
    await request(PROFILE_ROUTES.editProfile, { body });
    notices.done(pointWords.saved);
    await session.ask();
  });
  return html`<form class="stack" onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <${TextField} id="fullName" label=${words.fullName} value=${fullName} error=${issues.value.fullName ?? null} autocomplete="name" />
    <${SelectField}
      id="timezone"
      label=${words.timezone}
      value=${timezone}
      choices=${[['', words.browserZone], ...ZONES.map((zone) => [zone, zone])]}
      error=${issues.value.timezone ?? null}
    />
    <div class="form-buttons">
      <button class="button primary" disabled=${busy.value}>${text.save}</button>
    </div>
  </form>`;
}
