import { html } from 'htm/preact';
import type { Permission } from '#schemas/access/permissions';
import { RIGHTS_ROUTES } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { text } from '../../../text/en.ts';
import { rightWords } from '../../../text/rights.ts';
import { roles as words } from '../../../text/roles.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { roleName, useRoles } from './role-names.ts';

/** Who may do one thing now: by role, team or exception. */
export function RightHoldersDialog({
  permission,
  onClose,
}: {
  permission: Permission;
  onClose: () => void;
}) {
  const { session } = useApp();
  const roles = useRoles();
  const { state, reload } = useLoad(
    async (signal) =>
      (await request(RIGHTS_ROUTES.accessReview, { params: { permission }, signal })).people,
    [permission],
  );
  const isLinked = session.may('user:read');
  return html`<${Dialog} title=${words.whoHas(permission)} onClose=${onClose}>
    <div class="stack">
      <p>${rightWords[permission]}</p>
      ${loadedPart(state.value, reload, (people) =>
        people.length === 0
          ? html`<p>${words.whoNone}</p>`
          : html`<ul class="outcomes">
              ${people.map(
                ({ userId, name, role }) => html`<li key=${userId}>
                  ${isLinked ? html`<a href=${`/administration/users?person=${userId}&tab=access`} onClick=${onClose}>${name}</a>` : html`<span class="strong">${name}</span>`}
                  <span class="muted">${roleName(roles, role)}</span>
                </li>`,
              )}
            </ul>`,
      )}
      <div class="dialog-buttons">
        <button class="button primary" onClick=${onClose}>${text.close}</button>
      </div>
    </div>
  <//>`;
}
