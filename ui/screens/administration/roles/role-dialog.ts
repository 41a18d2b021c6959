import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Permission } from '#schemas/access/permissions';
import { RIGHTS_ROUTES, type RoleInfo } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { roles as words } from '../../../text/roles.ts';
import { RolePermissions } from './role-permissions.ts';

/** A new role, a copy of one, or one that is changed. */
export type RoleDraftOf =
  | { readonly kind: 'new' }
  | { readonly kind: 'copy' | 'edit'; readonly role: RoleInfo };

/** Asks for a role’s name, what it inherits, and what it may besides; says whom a change concerns. */
export function RoleDialog({
  of,
  roles,
  onSaved,
  onClose,
}: {
  of: RoleDraftOf;
  roles: readonly RoleInfo[];
  onSaved: (role: RoleInfo) => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const from = of.kind === 'new' ? null : of.role;
  const isEdit = of.kind === 'edit';
  const name = useSignal(from === null ? '' : isEdit ? from.name : words.copyOf(from.name));
  const typedKey = useSignal<string | null>(null);
  const description = useSignal(from?.description ?? '');
  const inherits = useSignal<readonly string[]>(from?.inherits ?? []);
  const permissions = useSignal<readonly Permission[]>(from?.permissions ?? []);
  const key = isEdit && from !== null ? from.key : (typedKey.value ?? keyFrom(name.value));
  const draft = () => ({
    name: name.value,
    description: description.value,
    inherits: [...inherits.value],
    permissions: [...permissions.value],
  });
  const submitting = useSubmit(async () => {
    const role = isEdit
      ? await request(RIGHTS_ROUTES.editRole, { params: { role: key }, body: draft() })
      : await request(RIGHTS_ROUTES.makeRole, { body: { key, ...draft() } });
    notices.done(isEdit ? words.saved(role.name) : words.made(role.name));
    onClose();
    onSaved(role);
  });
  const wrong = submitting.issues.value;
  const others = roles.filter((role) => !isEdit || role.key !== key);
  return html`<${FormDialog}
    title=${isEdit ? words.editTitle(from?.name ?? '') : words.makeTitle}
    action=${isEdit ? words.edit : words.make}
    of=${submitting}
    draft=${draft}
    wide
    onClose=${onClose}
  >
    ${isEdit && from !== null && html`<p class="strong">${words.affected(from.people, from.teams)}</p>`}
    <${TextField} id="role-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
    ${
      !isEdit &&
      html`<${KeyField} value=${key} error=${wrong.key ?? null} onType=${(typed: string) => {
        typedKey.value = typed;
      }} />`
    }
    <${TextField} id="role-description" label=${words.description} value=${description} error=${wrong.description ?? null} />
    <${Parents} roles=${others} chosen=${inherits.value} onChange=${(next: readonly string[]) => {
      inherits.value = next;
    }} />
    <${RolePermissions} roles=${roles} inherits=${inherits.value} chosen=${permissions} />
  <//>`;
}

function KeyField({
  value,
  error,
  onType,
}: {
  value: string;
  error: string | null;
  onType: (typed: string) => void;
}) {
  return html`<div class="field">
    <label for="role-key">${words.key}</label>
    <input
      id="role-key"
      type="text"
      value=${value}
      required
      autocomplete="off"
      autocapitalize="none"
      spellcheck=${false}
      maxlength="40"
      aria-invalid=${error !== null || undefined}
      aria-describedby="role-key-below"
      onInput=${(event: Event) => onType((event.target as HTMLInputElement).value)}
    />
    <p id="role-key-below" class=${error === null ? 'hint' : 'hint wrong'}>${error ?? words.keyHint}</p>
  </div>`;
}

function Parents({
  roles,
  chosen,
  onChange,
}: {
  roles: readonly RoleInfo[];
  chosen: readonly string[];
  onChange: (next: readonly string[]) => void;
}) {
  return html`<fieldset>
    <legend>${words.inherits}</legend>
    <div class="scopes">
      ${roles.map(
        ({ key, name, description }) => html`<label class="check" key=${key}>
          <input
            type="checkbox"
            checked=${chosen.includes(key)}
            onChange=${(event: Event) => {
              const others = chosen.filter((other) => other !== key);
              onChange((event.target as HTMLInputElement).checked ? [...others, key] : others);
            }}
          /><span>${name}<small>${description}</small></span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/** A key that the name suggests: "Night shift" becomes `night-shift`. */
function keyFrom(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}
