import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { RIGHTS_ROUTES, type RoleInfo, type RoleMatrix } from '#schemas/http/rights';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { NewRoleDialog } from './new-role-dialog.ts';

const words = administration.roles;

/** Which role may do what, and the roles of this site. */
export function RolesSection() {
  const { session } = useApp();
  const isMaking = useSignal(false);
  const { state, reload } = useLoad(
    async (signal) => ({
      matrix: await request(RIGHTS_ROUTES.roleMatrix, { signal }),
      roles: (await request(RIGHTS_ROUTES.roles, { signal })).roles,
    }),
    [],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  const { matrix, roles } = loaded.value;
  return html`<p class="lead">${words.lead}</p>
    ${
      session.may('role:edit') &&
      html`<p>
        <button
          class="button primary"
          onClick=${() => {
            isMaking.value = true;
          }}
        >
          ${words.copy}
        </button>
      </p>`
    }
    <${Matrix} matrix=${matrix} roles=${roles} />
    <${OwnRoles} roles=${roles.filter(({ isBuiltIn }) => !isBuiltIn)} onChanged=${reload} />
    ${
      isMaking.value &&
      html`<${NewRoleDialog}
        roles=${roles}
        onMade=${reload}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}

const MARKS = { own: '●', inherited: '○', no: '·' } as const;

function Matrix({ matrix, roles }: { matrix: RoleMatrix; roles: readonly RoleInfo[] }) {
  return html`<div class="matrix-scroll" tabindex="0" role="region" aria-label=${administration.sections.roles}>
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">${words.permission}</th>
          ${matrix.roles.map(({ key, name }) => {
            const role = roles.find((one) => one.key === key);
            return html`<th scope="col" key=${key} title=${role?.description}>
              ${name}<small>${words.people(role?.people ?? 0)}</small>
            </th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${matrix.rows.map(
          ({ permission, sentence, cells }) => html`<tr key=${permission}>
            <th scope="row">${permission}<small>${sentence}</small></th>
            ${cells.map(
              (cell, i) => html`<td key=${matrix.roles[i].key} data-cell=${cell}>
                <span aria-hidden="true">${MARKS[cell]}</span><span class="spoken">${words[cell]}</span>
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function OwnRoles({ roles, onChanged }: { roles: readonly RoleInfo[]; onChanged: () => void }) {
  const { session, notices, questions } = useApp();
  if (roles.length === 0) return null;
  const remove = async ({ key, name }: RoleInfo) => {
    const title = words.deleteTitle(name);
    const question = { title, sentence: words.deleteLead, action: words.delete, isDanger: true };
    if (!(await questions.confirm(question))) return;
    try {
      await request(RIGHTS_ROUTES.deleteRole, { params: { role: key } });
      notices.done(words.deleted);
      onChanged();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<h3>${words.site}</h3>
    <ul class="plain-list">
      ${roles.map(
        (role) => html`<li key=${role.key}>
          <span class="grow">${role.name} <span class="muted">${role.description}</span></span>
          <span class="muted">${words.people(role.people)}</span>
          ${session.may('role:edit') && html`<button class="button" onClick=${() => remove(role)}>${words.delete}<span class="spoken"> ${role.name}</span></button>`}
        </li>`,
      )}
    </ul>`;
}
