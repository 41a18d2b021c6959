import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { RIGHTS_ROUTES, type RoleInfo } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { Tabs } from '../../../parts/tabs.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { text } from '../../../text/en.ts';
import { roles as words } from '../../../text/roles.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { RoleMatrixTable } from './role-matrix.ts';
import { RolePage } from './role-page.ts';
import { RolesList } from './roles-list.ts';

/** The roles with their people, the table of who may do what, and one role where the address says so. */
export function RolesSection() {
  const { router } = useApp();
  const address = useAddress();
  const { state, reload } = useLoad(
    async (signal) => (await request(RIGHTS_ROUTES.roles, { signal })).roles,
    [],
  );
  /** As it was saved last, until the list has it. */
  const saved = useSignal<RoleInfo | null>(null);
  useEffect(() => {
    saved.value = null;
  }, [state.value]);
  const onSaved = (role: RoleInfo) => {
    saved.value = role;
    reload();
    router.go(address.with({ role: role.key }));
  };
  const asked = address.get('role');
  const here = address.get('tab') === 'matrix' ? 'matrix' : 'list';
  return loadedPart(state.value, reload, (roles) => {
    if (asked !== '') {
      const role = [saved.value, ...roles].find((one) => one?.key === asked) ?? undefined;
      return role === undefined
        ? html`<p role="alert">${text.problem.pageNotFound}</p>`
        : html`<${RolePage} key=${asked} role=${role} roles=${roles} onChanged=${reload} onSaved=${onSaved} />`;
    }
    return html`<${Tabs}
        label=${words.sections}
        here=${here}
        tabs=${[
          { key: 'list', word: words.tabs.list, path: address.with({ tab: '' }) },
          { key: 'matrix', word: words.tabs.matrix, path: address.with({ tab: 'matrix' }) },
        ]}
      />
      ${
        here === 'list'
          ? html`<${RolesList} roles=${roles} onSaved=${onSaved} />`
          : html`<${RoleMatrixTable} roles=${roles} />`
      }`;
  });
}
