import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { ssoWords } from '../../../text/sso.ts';
import type { RoleNames } from './sso-group-roles.ts';

/** The role of who is in none of the groups; empty: who is in none is turned away. */
export function SsoDefaultRole({
  id,
  value,
  roles,
}: {
  id: string;
  value: Signal<string>;
  roles: RoleNames;
}) {
  const label = ssoWords.fields.defaultRole;
  if (roles === null) return html`<${TextField} id=${id} label=${label} value=${value} />`;
  const choices = [['', ssoWords.noRole] as const, ...roles];
  return html`<${SelectField} id=${id} label=${label} value=${value} choices=${choices} />`;
}
