import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { RoleInfo } from '#schemas/http/rights';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { Tag } from '../../../parts/tag.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { count } from '../../../text/numbers.ts';
import { roleDescriptionWords, roleNameWords } from '../../../text/role-name.ts';
import { roles as words } from '../../../text/roles.ts';
import { RoleDialog } from './role-dialog.ts';
import { roleName } from './role-names.ts';
import type { RolesPartProps } from './roles-part-props.ts';

/** All roles: what each is for, and how many people and teams have it. */
export function RolesList({ roles, onSaved }: Omit<RolesPartProps, 'onChanged'>) {
  const { session, router } = useApp();
  const address = useAddress();
  const isMaking = useSignal(false);
  const columns = columnsOf(roles);
  const list = useList<RoleInfo>(async (query) => pageOfRows(roles, columns, query), [roles]);
  const open = (key: string) => router.go(address.with({ role: key }));
  return html`<${DataTable}
      id="roles"
      caption=${words.sections}
      columns=${columns}
      list=${list}
      keyOf=${({ key }: RoleInfo) => key}
      empty=${words.none}
      onOpen=${({ key }: RoleInfo) => open(key)}
      buttons=${
        session.may('role:edit') &&
        html`<button
          class="button primary"
          onClick=${() => {
            isMaking.value = true;
          }}
        >
          ${words.make}
        </button>`
      }
    />
    ${
      isMaking.value &&
      html`<${RoleDialog}
        of=${{ kind: 'new' }}
        roles=${roles}
        onSaved=${onSaved}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}

function columnsOf(roles: readonly RoleInfo[]): Column<RoleInfo>[] {
  return [
    {
      key: 'name',
      title: words.name,
      words: ({ key, name }) => roleNameWords(key, name),
      sort: 'name',
      isName: true,
    },
    {
      key: 'description',
      title: words.description,
      words: ({ key, description }) => roleDescriptionWords(key, description),
    },
    {
      key: 'kind',
      title: words.kind,
      words: ({ isBuiltIn }) => (isBuiltIn ? words.builtIn : words.own),
      cell: ({ isBuiltIn }) =>
        html`<${Tag} kind=${isBuiltIn ? 'plain' : 'strong'}>${isBuiltIn ? words.builtIn : words.own}<//>`,
      sort: 'kind',
    },
    {
      key: 'inherits',
      title: words.inherits,
      words: ({ inherits }) => inherits.map((key) => roleName(roles, key)).join(', '),
      isExtra: true,
    },
    {
      key: 'rights',
      title: words.permission,
      words: ({ effective }) => words.count(effective.length),
      order: ({ effective }) => effective.length,
      sort: 'rights',
      align: 'end',
    },
    {
      key: 'people',
      title: words.people,
      words: ({ people }) => count(people),
      order: ({ people }) => people,
      sort: 'people',
      align: 'end',
    },
    {
      key: 'teams',
      title: words.teams,
      words: ({ teams }) => count(teams),
      order: ({ teams }) => teams,
      sort: 'teams',
      align: 'end',
    },
  ];
}
