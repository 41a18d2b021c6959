import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { RIGHTS_ROUTES, type RoleInfo } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { Icon } from '../../../parts/icon.ts';
import { Row, Rows } from '../../../parts/rows.ts';
import { Tag } from '../../../parts/tag.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { rightWords } from '../../../text/rights.ts';
import { roleDescriptionWords, roleNameWords } from '../../../text/role-name.ts';
import { roles as words } from '../../../text/roles.ts';
import { RoleDialog, type RoleDraftOf } from './role-dialog.ts';
import { roleName } from './role-names.ts';
import type { RolesPartProps } from './roles-part-props.ts';

/** One role: what it is for, who has it, what it may; a role of the site is changed and deleted here, any role is copied. */
export function RolePage({ role, roles, onChanged, onSaved }: RolesPartProps & { role: RoleInfo }) {
  const { session } = useApp();
  const address = useAddress();
  const names = role.inherits.map((key) => roleName(roles, key));
  return html`<p>
      <a class="way-back" href=${address.with({ role: '' })}><${Icon} name="back" />${words.back}</a>
    </p>
    <div class="page-head">
      <h3>${roleNameWords(role.key, role.name)}</h3>
      <span class="tags"><${Tag} kind=${role.isBuiltIn ? 'plain' : 'strong'}>${role.isBuiltIn ? words.builtIn : words.own}<//></span>
      <p>${roleDescriptionWords(role.key, role.description)}</p>
      ${session.may('role:edit') && html`<${Buttons} role=${role} roles=${roles} onChanged=${onChanged} onSaved=${onSaved} />`}
    </div>
    <div class="card">
      <${Rows}>
        <${Row} name=${words.key}><code>${role.key}</code><//>
        <${Row} name=${words.inherits}>${names.join(', ') || words.nothing}<//>
        <${Row} name=${words.people}>
          ${
            role.people > 0 && session.may('user:read')
              ? html`<a href=${`/administration/users?role=${role.key}`}>${words.peopleCount(role.people)}</a>`
              : words.peopleCount(role.people)
          }
        <//>
        <${Row} name=${words.teams}>${role.teams}<//>
      <//>
    </div>
    <div class="card">
      <h3>${words.permission}</h3>
      <ul class="list-of-rights">
        ${role.effective.map(
          (one) => html`<li key=${one}>
            <span aria-hidden="true">${role.permissions.includes(one) ? '●' : '○'}</span>
            <span>${rightWords[one]} ${!role.permissions.includes(one) && html`<span class="muted">(${words.inheritedHint})</span>`}</span>
          </li>`,
        )}
      </ul>
    </div>`;
}

function Buttons({ role, roles, onChanged, onSaved }: RolesPartProps & { role: RoleInfo }) {
  const { router, notices, questions } = useApp();
  const address = useAddress();
  const attempt = useAct();
  const open = useSignal<RoleDraftOf | null>(null);
  const heirs = roles.filter(({ inherits }) => inherits.includes(role.key));
  const why =
    role.people + role.teams > 0
      ? words.inUse(role.people, role.teams)
      : heirs.length > 0
        ? words.hasHeirs(heirs.map(({ name }) => name).join(', '))
        : null;
  const remove = async () => {
    const { deleteTitle, deleteLead: sentence, delete: action } = words;
    const question = { title: deleteTitle(role.name), sentence, action, isDanger: true };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      await request(RIGHTS_ROUTES.deleteRole, { params: { role: role.key } });
      notices.done(words.deleted(role.name));
      router.go(address.with({ role: '' }));
      onChanged();
    });
  };
  const show = (of: RoleDraftOf) => () => {
    open.value = of;
  };
  return html`<div class="form-buttons">
      ${
        !role.isBuiltIn &&
        html`<button class="button" onClick=${show({ kind: 'edit', role })}>${words.edit}</button>`
      }
      <button class="button" onClick=${show({ kind: 'copy', role })}>${words.copy}</button>
      ${
        !role.isBuiltIn &&
        html`<button
          class="button"
          disabled=${why !== null}
          aria-describedby=${why === null ? undefined : 'why-delete'}
          onClick=${remove}
        >
          ${words.delete}
        </button>`
      }
    </div>
    ${!role.isBuiltIn && why !== null && html`<p id="why-delete" class="muted">${why}</p>`}
    ${
      open.value !== null &&
      html`<${RoleDialog}
        of=${open.value}
        roles=${roles}
        onSaved=${onSaved}
        onClose=${() => {
          open.value = null;
        }}
      />`
    }`;
}
