import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { SettingsOf } from '#schemas/config/site-settings';
import { SAML_ROUTES } from '#schemas/http/sso';
import { Command } from '../../../parts/command.ts';
import { Failure } from '../../../parts/failure.ts';
import { CertificateField } from '../../../parts/form/certificate-field.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { ssoWords as words } from '../../../text/sso.ts';
import { useSettingsRoles } from '../settings/settings-roles.ts';
import { SsoDefaultRole } from './sso-default-role.ts';
import { SsoGroupRoles } from './sso-group-roles.ts';
import { saveSso } from './sso-save.ts';
import type { SsoState } from './sso-state.ts';

type Saml = SettingsOf<'sso'>['saml'];
const BLOCKS = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The SAML identity provider, and what it has to know of this site. */
export function SsoSaml({ state, reload }: { state: SsoState; reload: () => void }) {
  const { session, notices } = useApp();
  const draft = useMemo(() => samlDraft(state.sso.saml), []);
  const guard = useUnsavedGuard(() => sentSaml(draft));
  const { busy, failure, issues, submit } = useSubmit(async () => {
    await saveSso(state, { saml: sentSaml(draft) });
    guard.saved();
    notices.done(words.saved);
    reload();
  });
  const mayEdit = session.may('setting:edit');
  return html`<form class="card" onSubmit=${submit} aria-labelledby="saml-title">
    <h3 id="saml-title">${words.saml.title}</h3>
    <p class="muted">${words.saml.lead}</p>
    ${state.publicUrl !== null && html`<${OwnSide} publicUrl=${state.publicUrl} isEnabled=${state.sso.saml.enabled} />`}
    <fieldset class="stack" disabled=${!mayEdit || busy.value}>
      <${Fields} draft=${draft} issues=${issues.value} />
    </fieldset>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    ${
      mayEdit &&
      html`<div class="form-buttons">
        <button class="button primary" disabled=${busy.value}>${busy.value ? words.saving : words.save}</button>
      </div>`
    }
  </form>`;
}

/** What is entered at the identity provider. */
function OwnSide({ publicUrl, isEnabled }: { publicUrl: string; isEnabled: boolean }) {
  const metadata = new URL(SAML_ROUTES.samlMetadata.path, publicUrl).href;
  const acs = new URL(SAML_ROUTES.samlAcs.path, publicUrl).href;
  return html`<div class="field"><span class="label">${words.saml.entityId}</span><${Command} line=${metadata} /></div>
    <div class="field"><span class="label">${words.saml.acs}</span><${Command} line=${acs} /></div>
    ${isEnabled && html`<p><a class="button" href=${SAML_ROUTES.samlMetadata.path} target="_self" download="tremolo-saml-metadata.xml">${words.saml.metadata}</a></p>`}`;
}

type SamlDraft = ReturnType<typeof samlDraft>;

function samlDraft(saml: Saml) {
  return {
    enabled: signal(saml.enabled),
    name: signal(saml.name),
    entryPoint: signal(saml.entryPoint ?? ''),
    idpIssuer: signal(saml.idpIssuer ?? ''),
    idpCertificates: signal(saml.idpCertificates.join('\n')),
    emailAttribute: signal(saml.emailAttribute),
    nameAttribute: signal(saml.nameAttribute),
    groupsAttribute: signal(saml.groupsAttribute),
    lines: signal(saml.roleOfGroup),
    defaultRole: signal(saml.defaultRole ?? ''),
    createAccounts: signal(saml.createAccounts),
    asksSecondFactor: signal(saml.asksSecondFactor),
  };
}

function sentSaml(draft: SamlDraft): Saml {
  const pem = draft.idpCertificates.value.trim();
  return {
    enabled: draft.enabled.value,
    name: draft.name.value.trim(),
    entryPoint: draft.entryPoint.value.trim() || null,
    idpIssuer: draft.idpIssuer.value.trim() || null,
    // What is no PEM is sent as it is: the hub says what is wrong with it.
    idpCertificates: pem === '' ? [] : (pem.match(BLOCKS) ?? [pem]),
    emailAttribute: draft.emailAttribute.value.trim(),
    nameAttribute: draft.nameAttribute.value.trim(),
    groupsAttribute: draft.groupsAttribute.value.trim(),
    roleOfGroup: draft.lines.value.map(({ group, role }) => ({ group: group.trim(), role })),
    defaultRole: draft.defaultRole.value || null,
    createAccounts: draft.createAccounts.value,
    asksSecondFactor: draft.asksSecondFactor.value,
  };
}

function Fields({ draft, issues }: { draft: SamlDraft; issues: Readonly<Record<string, string>> }) {
  const roles = useSettingsRoles();
  const { fields, hints } = words;
  type TextName =
    | 'entryPoint'
    | 'idpIssuer'
    | 'emailAttribute'
    | 'nameAttribute'
    | 'groupsAttribute';
  const error = (name: string) => issues[`saml.${name}`] ?? issues[`saml.${name}.0`] ?? null;
  const field = (name: TextName) =>
    html`<${TextField} id=${`saml-${name}`} label=${fields[name]} value=${draft[name]} error=${error(name)} />`;
  return html`
    <${CheckField} label=${words.saml.enabled} value=${draft.enabled} />
    <${TextField} id="saml-name" label=${words.saml.name} value=${draft.name} error=${error('name')} />
    ${field('entryPoint')}${field('idpIssuer')}
    <${CertificateField} id="saml-certificates" label=${fields.idpCertificates} value=${draft.idpCertificates} hint=${hints.idpCertificates} error=${error('idpCertificates')} />
    <${CheckField} label=${fields.createAccounts} value=${draft.createAccounts} hint=${hints.createAccounts} />
    <${SsoGroupRoles} id="saml" lines=${draft.lines} roles=${roles} />
    <${SsoDefaultRole} id="saml-default-role" value=${draft.defaultRole} roles=${roles} />
    ${field('emailAttribute')}${field('nameAttribute')}${field('groupsAttribute')}
    <${CheckField} label=${fields.asksSecondFactor} value=${draft.asksSecondFactor} hint=${hints.asksSecondFactor} />
  `;
}
