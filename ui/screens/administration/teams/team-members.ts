import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TEAM_ROUTES, type TeamMember } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { dateTime } from '../../../text/numbers.ts';
import { people } from '../../../text/people.ts';
import { teams as words } from '../../../text/teams.ts';
import { TeamMemberDialog } from './team-member-dialog.ts';
import type { TeamPartProps } from './team-part-props.ts';

const ORDER = ['owner', 'admin', 'member'] as const;
const COLUMNS: Column<TeamMember>[] = [
  { key: 'name', title: people.name, words: ({ name }) => name, sort: 'name', isName: true },
  {
    key: 'fullName',
    title: people.fullName,
    words: ({ fullName }) => fullName ?? '',
    sort: 'fullName',
  },
  {
    key: 'role',
    title: words.as,
    words: ({ role, isActive }) =>
      isActive ? words.memberRoles[role] : `${words.memberRoles[role]}, ${words.inactive}`,
    order: ({ role }) => ORDER.indexOf(role),
    sort: 'role',
  },
  {
    key: 'since',
    title: words.since,
    words: ({ sinceMs }) => dateTime(sinceMs),
    order: ({ sinceMs }) => sinceMs,
    sort: 'since',
  },
];

/** Who is in a team and as what; taken in, changed and taken out by who looks after it. */
export function TeamMembers({ team, onChanged }: TeamPartProps) {
  const { session, router } = useApp();
  const isAdding = useSignal(false);
  const list = useList<TeamMember>(
    async (query) => pageOfRows(team.members, COLUMNS, query),
    [team],
    'role',
  );
  const maySeePeople = session.may('user:read');
  return html`<${DataTable}
      id="team-members"
      caption=${words.members}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ userId }: TeamMember) => userId}
      empty=${words.noMembers}
      onOpen=${
        maySeePeople
          ? ({ userId }: TeamMember) => router.go(`/administration/users?person=${userId}`)
          : undefined
      }
      buttons=${
        team.actions.includes('members') &&
        html`<button
          class="button primary"
          onClick=${() => {
            isAdding.value = true;
          }}
        >
          ${words.add}
        </button>`
      }
      actions=${
        team.actions.includes('members')
          ? (member: TeamMember) =>
              html`<${MemberButtons} team=${team} member=${member} onChanged=${onChanged} />`
          : undefined
      }
    />
    ${
      isAdding.value &&
      html`<${TeamMemberDialog}
        team=${team}
        onChanged=${onChanged}
        onClose=${() => {
          isAdding.value = false;
        }}
      />`
    }`;
}

function MemberButtons({ team, member, onChanged }: TeamPartProps & { member: TeamMember }) {
  const { notices, questions } = useApp();
  const attempt = useAct();
  const { userId, name, role } = member;
  const params = { teamId: team.teamId, userId };
  // Only who could hand the team over makes and unmakes its administrators; the owner’s part is handed over.
  const mayTransfer = team.actions.includes('transfer');
  if (role === 'owner' || (role === 'admin' && !mayTransfer)) return null;
  const next = role === 'admin' ? 'member' : 'admin';
  const change = () =>
    attempt(async () => {
      await request(TEAM_ROUTES.changeMember, { params, body: { role: next } });
      notices.done(words.changed);
      onChanged();
    });
  const remove = async () => {
    const { removeTitle, removeLead: sentence, remove: action } = words;
    const question = { title: removeTitle(name, team.name), sentence, action, isDanger: true };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      await request(TEAM_ROUTES.removeMember, { params });
      notices.done(words.removed(name));
      onChanged();
    });
  };
  return html`
    ${
      mayTransfer &&
      html`<button class="button" onClick=${change}>
        ${next === 'admin' ? words.makeAdmin : words.makeMember}<span class="spoken"> ${name}</span>
      </button>`
    }
    <button class="button" onClick=${remove}>${words.remove}<span class="spoken"> ${name}</span></button>
  `;
}
