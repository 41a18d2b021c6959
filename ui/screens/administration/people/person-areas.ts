import { html } from 'htm/preact';
import type { PersonRights, RoleInfo } from '#schemas/http/rights';
import { person as personWords } from '../../../text/people.ts';
import { areas as areaWords } from '../../../text/roles.ts';
import { roleName } from '../roles/role-names.ts';
import { untilOf } from './person-grants.ts';

const words = personWords.access;

/** The roles that a person has within areas, by name or through a team. */
export function PersonAreas({
  rights: { areaRights },
  roles,
}: {
  rights: PersonRights;
  roles: readonly RoleInfo[];
}) {
  if (areaRights.length === 0) {
    return html`<h3>${words.areas}</h3>
      <p class="muted">${words.noAreas}</p>
      <p><a href="/administration/areas">${words.toAreas}</a></p>`;
  }
  return html`<h3>${words.areas}</h3>
    <ul class="plain-list">
      ${areaRights.map(
        ({
          area,
          areaName,
          role,
          subject,
          subjectName,
          expiresMs,
        }) => html`<li key=${`${area} ${subject.id}`}>
          <span class="strong">${areaName}</span>
          <span>${roleName(roles, role)}</span>
          <span class="muted">
            ${subject.kind === 'team' && `${areaWords.kindShort.team} ${subjectName}, `}${untilOf(expiresMs)}
          </span>
        </li>`,
      )}
    </ul>`;
}
