import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from '#schemas/access/permissions';
import { RIGHTS_ROUTES, type RoleInfo } from '#schemas/http/rights';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { text } from '../../text/en.ts';

const words = administration.roles;

/** Asks what a new role inherits, and what it may besides. */
export function NewRoleDialog({
  roles,
  onMade,
  onClose,
}: {
  roles: readonly RoleInfo[];
  onMade: () => void;
  onClose: () => void;
}) {
  const { session, notices } = useApp();
  const name = useSignal('');
  const key = useSignal('');
  const description = useSignal('');
  const parent = useSignal('viewer');
  const chosen = useSignal<readonly Permission[]>([]);
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const inherits = parent.value === '' ? [] : [parent.value];
    const body = {
      key: key.value,
      name: name.value,
      description: description.value,
      inherits,
      permissions: [...chosen.value],
    };
    await request(RIGHTS_ROUTES.makeRole, { body });
    notices.done(words.made(name.value));
    onMade();
    onClose();
  });
  const inherited = roles.find((one) => one.key === parent.value)?.effective ?? [];
  const own = PERMISSION_NAMES.filter((one) => session.may(one) && !inherited.includes(one));
  const wrong = issues.value;
  return html`<${Dialog} title=${words.copy} onClose=${onClose} busy=${busy.value} wide>
    <form class="stack" onSubmit=${submit}>
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      <${TextField} id="role-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
      <${TextField} id="role-key" label=${words.key} value=${key} error=${wrong.key ?? null} required />
      <${TextField} id="role-description" label=${words.description} value=${description} />
      <${SelectField}
        id="role-parent"
        label=${words.inherits}
        value=${parent}
        choices=${[['', words.nothing], ...roles.map((role) => [role.key, role.name])]}
      />
      <fieldset>
        <legend>${words.permission}</legend>
        <div class="scopes">
          ${own.map(
            (permission) => html`<label class="check" key=${permission}>
              <input
                type="checkbox"
                checked=${chosen.value.includes(permission)}
                onChange=${(event: Event) => {
                  const others = chosen.value.filter((other) => other !== permission);
                  const isOn = (event.target as HTMLInputElement).checked;
                  chosen.value = isOn ? [...others, permission] : others;
                }}
              /><span>${permission}<small>${PERMISSIONS[permission]}</small></span>
            </label>`,
          )}
        </div>
      </fieldset>
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${onClose}>${text.cancel}</button>
        <button class="button primary" disabled=${busy.value}>${words.copy}</button>
      </div>
    </form>
  <//>`;
}
