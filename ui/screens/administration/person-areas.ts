import { html } from 'htm/preact';
import type { PersonDetail } from '#schemas/http/people';
import { RIGHTS_ROUTES, type RoleInfo } from '#schemas/http/rights';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { person as personWords } from '../../text/people.ts';
import { areas as areaWords } from '../../text/roles.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { untilOf } from './person-grants.ts';
import { roleName } from './role-names.ts';

const words = personWords.access;

/** The roles that a person has within areas, by name or through a team. */
export function PersonAreas({
  person,
  roles,
}: {
  person: PersonDetail;
  roles: readonly RoleInfo[];
}) {
  const { state, reload } = useLoad(
    async (signal) => (await request(RIGHTS_ROUTES.areaRights, { signal })).rights,
    [person],
  );
  const subjects: string[] = [person.userId, ...person.teams.map(({ teamId }) => teamId)];
  return html`<h3>${words.areas}</h3>
    ${loadedPart(state.value, reload, (all) => {
      const rights = all.filter(({ subject }) => subjects.includes(subject.id));
      if (rights.length === 0)
        return html`<p class="muted">${words.noAreas}</p>
        <p><a href="/administration/areas">${words.toAreas}</a></p>`;
      return html`<ul class="plain-list">
        ${rights.map(
          ({
            area,
            role,
            subject,
            subjectName,
            expiresMs,
          }) => html`<li key=${`${area} ${subject.id}`}>
            <span class="strong">${area}</span>
            <span>${roleName(roles, role)}</span>
            <span class="muted">
              ${subject.kind === 'team' && `${areaWords.kindShort.team} ${subjectName}, `}${untilOf(expiresMs)}
            </span>
          </li>`,
        )}
      </ul>`;
    })}`;
}
