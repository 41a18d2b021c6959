import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TEAM_ROUTES, type TeamRow } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress, useAddressSignal } from '../../../session/use-address.ts';
import { count, dateTime } from '../../../text/numbers.ts';
import { teams as words } from '../../../text/teams.ts';
import { roleName, useRoles } from '../roles/role-names.ts';
import { NewTeamDialog } from './team-form-dialogs.ts';

/** All teams, or one’s own, each leading to its page. */
export function TeamsList({ isMine }: { isMine: boolean }) {
  const { session, router } = useApp();
  const address = useAddress();
  const state = useAddressSignal('state');
  const isMaking = useSignal(false);
  const columns = useTeamColumns();
  const list = useList<TeamRow>(
    (asked, signal) => {
      const query = { ...asked, state: state.value || undefined, ...(isMine && { mine: true }) };
      return request(TEAM_ROUTES.teams, { query, signal });
    },
    [state.value, isMine],
    'name',
  );
  const mayMake = session.may('team:edit');
  const open = ({ teamId }: TeamRow) => router.go(address.with({ team: teamId }));
  return html`${isMine && html`<p class="lead">${words.mineLead}</p>`}
    <${DataTable}
      id=${isMine ? 'my-teams' : 'teams'}
      caption=${words.title}
      columns=${columns}
      list=${list}
      keyOf=${({ teamId }: TeamRow) => teamId}
      empty=${isMine ? words.noneMine : words.none}
      isFiltered=${state.value !== ''}
      presetOf=${['state']}
      onOpen=${open}
      filters=${
        mayMake &&
        !isMine &&
        html`<${SelectField} id="teams-state" label=${words.state} value=${state} choices=${[['', words.states.active], ['archived', words.states.archived]]} />`
      }
      buttons=${
        mayMake &&
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
      html`<${NewTeamDialog}
        onMade=${open}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}

function useTeamColumns(): Column<TeamRow>[] {
  const roles = useRoles();
  return [
    { key: 'name', title: words.name, words: ({ name }) => name, sort: 'name', isName: true },
    { key: 'description', title: words.description, words: ({ description }) => description },
    {
      key: 'owner',
      title: words.owner,
      words: ({ owner }) => owner?.name ?? words.noOwner,
      sort: 'owner',
    },
    {
      key: 'members',
      title: words.members,
      words: ({ memberCount }) => count(memberCount),
      sort: 'members',
      align: 'end',
    },
    {
      key: 'roles',
      title: words.roles,
      words: (team) => team.roles.map((key) => roleName(roles, key)).join(', '),
    },
    {
      key: 'mine',
      title: words.mine,
      words: ({ mine }) => (mine === null ? '' : words.memberRoles[mine]),
    },
    {
      key: 'created',
      title: words.created,
      words: ({ createdMs }) => dateTime(createdMs),
      sort: 'created',
      isExtra: true,
    },
  ];
}
