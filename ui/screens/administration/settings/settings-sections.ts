import { html } from 'htm/preact';
import type { SettingsAnswer } from '#schemas/http/settings';
import { useApp } from '../../../session/app.ts';
import { AuditForwardingState } from '../audit/audit-forwarding-state.ts';
import { DeveloperSwitch } from '../developer-switch.ts';
import { LimitViolations } from '../limit-violations.ts';
import { MailOutbox } from '../mail/mail-outbox.ts';
import { MailRequests } from '../mail/mail-requests.ts';
import { MailTrial } from '../mail/mail-trial.ts';
import { SettingsForm } from './settings-form.ts';

/** The site: its name, its address, its environment, and whether developers may work in it. */
export function SiteSection() {
  const developers = ({ values }: SettingsAnswer, reload: () => void) =>
    html`<${DeveloperSwitch} values=${values} onChanged=${reload} />`;
  return html`<${SettingsForm} section="general" beside=${developers} />`;
}

/** Passwords, second step, lockout, sessions, registration. */
export function SignInSection() {
  return html`<${SettingsForm} section="signIn" />`;
}

/** The relay and the gateway, whether they work, and what waits for want of them. */
export function MailSection() {
  const { session } = useApp();
  const below = ({ revision, values }: SettingsAnswer) => html`
    ${session.may('setting:edit') && html`<${MailTrial} values=${values} />`}
    <${MailOutbox} key=${`outbox-${revision}`} />
    ${session.may('user:edit') && html`<${MailRequests} />`}
  `;
  return html`<${SettingsForm} section="mail" beside=${below} />`;
}

/** How much each may ask for, and who asked for more. */
export function LimitsSection() {
  return html`<${SettingsForm} section="limits" beside=${() => html`<${LimitViolations} />`} />`;
}

/** From when on something counts as wrong with hub, agents and GPUs. */
export function ConditionsSection() {
  return html`<${SettingsForm} section="conditions" />`;
}

/** How long entries are kept, where else they go, and which alert. */
export function TrailSection() {
  const below = ({ revision }: SettingsAnswer) => html`<${AuditForwardingState} key=${revision} />`;
  return html`<${SettingsForm} section="audit" beside=${below} />`;
}
