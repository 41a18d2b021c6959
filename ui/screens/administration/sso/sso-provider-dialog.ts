import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { Command } from '../../../parts/command.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { Failure } from '../../../parts/failure.ts';
import { CertificateField } from '../../../parts/form/certificate-field.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { SecretField } from '../../../parts/form/secret-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { ssoWords as words } from '../../../text/sso.ts';
import { useSettingsRoles } from '../settings/settings-roles.ts';
import { SsoDefaultRole } from './sso-default-role.ts';
import { SsoGroupRoles } from './sso-group-roles.ts';
import { presetOf, presetWord, type SsoPreset } from './sso-presets.ts';
import { type ProviderDraft, providerDraft, sentProvider } from './sso-provider-draft.ts';
import { saveSso, sentProviders } from './sso-save.ts';
import type { SsoState } from './sso-state.ts';

interface SsoProviderDialogProps {
  readonly state: SsoState;
  readonly open: { kind: 'new'; preset: SsoPreset } | { kind: 'edit'; key: string };
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Makes or changes one provider. */
export function SsoProviderDialog({ state, open, onClose, onSaved }: SsoProviderDialogProps) {
  const { session, notices } = useApp();
  const { oidc } = state.sso;
  const at = open.kind === 'new' ? oidc.length : oidc.findIndex(({ key }) => key === open.key);
  const draft = useMemo(() => draftFor(state, open, at), []);
  const guard = useUnsavedGuard(() => sentProvider(draft));
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const all = sentProviders(state);
    all[at] = sentProvider(draft);
    await saveSso(state, { oidc: all });
    guard.saved();
    notices.done(words.saved);
    onSaved();
    onClose();
  });
  const error = (name: string) => issues.value[`oidc.${at}.${name}`] ?? null;
  const close = () => guard.leaving(onClose);
  const mayEdit = session.may('setting:edit');
  const title =
    open.kind === 'new'
      ? words.providers.newTitle(presetWord(open.preset))
      : draft.text.name.peek();
  return html`<${Dialog} title=${title} onClose=${close} busy=${busy.value} wide>
    <form onSubmit=${submit}>
      <div class="entry-body"><fieldset class="stack" disabled=${!mayEdit || busy.value}>
        <${Fields} draft=${draft} error=${error} isNew=${open.kind === 'new'} isSecretSet=${state.secretsSet.includes(`oidc.${at}.clientSecret`)} publicUrl=${state.publicUrl} />
        ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      </fieldset></div>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick=${close}>${words.cancel}</button>
        ${mayEdit && html`<button class="button primary" disabled=${busy.value}>${busy.value ? words.saving : words.save}</button>`}
      </div>
    </form>
  <//>`;
}

function draftFor(
  { sso }: SsoState,
  open: SsoProviderDialogProps['open'],
  at: number,
): ProviderDraft {
  if (open.kind === 'new') {
    return providerDraft(
      presetOf(
        open.preset,
        sso.oidc.map(({ key }) => key),
      ),
    );
  }
  const provider = sso.oidc[at];
  return providerDraft({ ...provider, scopes: provider.scopes.join(' ') });
}

function Fields({
  draft,
  error,
  isNew,
  isSecretSet,
  publicUrl,
}: {
  draft: ProviderDraft;
  error: (name: string) => string | null;
  isNew: boolean;
  isSecretSet: boolean;
  publicUrl: string | null;
}) {
  const roles = useSettingsRoles();
  const { preset, text, flag, secret, lines } = draft;
  const { fields, hints } = words;
  const field = (name: keyof typeof text, hint: string | null = null, isNeeded = false) =>
    html`<${TextField} id=${`sso-${name}`} label=${fields[name as keyof typeof fields]} value=${text[name]} hint=${hint} error=${error(name)} required=${isNeeded} />`;
  const check = (name: keyof typeof flag, hint: string | null = null) =>
    html`<${CheckField} label=${fields[name]} value=${flag[name]} hint=${hint} />`;
  const isGitHub = preset === 'github';
  return html`
    ${check('enabled')}
    ${field('name', null, true)}
    ${isNew && field('key', hints.key, true)}
    <div class="field">
      <span class="label">${words.redirect}</span>
      ${publicUrl === null ? html`<p class="hint">${words.noAddress}.</p>` : html`<${Command} line=${redirectOf(publicUrl, text.key.value)} />`}
    </div>
    ${field('issuer', hints.issuer[preset], true)}
    ${field('clientId', null, true)}
    <${SecretField} id="sso-secret" label=${fields.clientSecret} value=${secret} isSet=${isSecretSet} error=${error('clientSecret')} />
    ${!isGitHub && check('secretInHeader', hints.secretInHeader)}
    ${check('createAccounts', hints.createAccounts)}
    ${field('emailDomains', hints.emailDomains)}
    <${SsoGroupRoles} id="sso" lines=${lines} roles=${roles} />
    <${SsoDefaultRole} id="sso-default-role" value=${text.defaultRole} roles=${roles} />
    ${!isGitHub && field('scopes', hints.scopes)}
    ${!isGitHub && field('groupsClaim')}
    ${check('confirmsEmails')}
    ${check('asksSecondFactor', hints.asksSecondFactor)}
    <${CertificateField} id="sso-ca" label=${fields.ca} value=${text.ca} hint=${hints.ca} error=${error('ca')} />
  `;
}

/** Where the provider sends people back to. */
function redirectOf(publicUrl: string, key: string): string {
  return new URL(`/api/v1/auth/sso/oidc/${key}/callback`, publicUrl).href;
}
