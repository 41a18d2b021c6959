import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type AreaRight, RIGHTS_ROUTES } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { dateTime, span } from '../../../text/numbers.ts';
import { areas as words } from '../../../text/roles.ts';
import { roleName, useRoles } from '../roles/role-names.ts';
import { AreaRightDialog } from './area-right-dialog.ts';
import { type PlantPart, plantParts } from './plant-parts.ts';

/** Who has which role within which area of the plant, and until when. */
export function AreasSection() {
  const { session, now } = useApp();
  const roles = useRoles();
  const area = useAddressSignal('area');
  const open = useSignal<'new' | AreaRight | null>(null);
  const parts = useSignal<readonly PlantPart[]>([]);
  // Also parts that are not there any more: their rights can only be taken back.
  const named = useSignal<readonly (readonly [string, string])[]>([]);
  const list = useList<AreaRight>(
    async (query, signal) => {
      const asked = { ...query, area: area.value || undefined };
      const [page, known] = await Promise.all([
        request(RIGHTS_ROUTES.areaRights, { query: asked, signal }),
        request(RIGHTS_ROUTES.areas, { signal }),
      ]);
      parts.value = plantParts(known);
      named.value = [
        // Machines are too many to choose from: they are found by typing.
        ...parts.value
          .filter(({ kind }) => kind !== 'machine' && kind !== 'position')
          .map(({ scope, name }) => [scope, name] as const),
        ...known.formerAreas.map((one) => [one, words.former(one)] as const),
      ];
      return page;
    },
    [area.value],
    'area',
  );
  const take = useTaking(list.reload);
  const mayGive = session.may('role:assign');
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="area-rights"
      caption=${words.role}
      columns=${columnsOf((key) => roleName(roles, key), now.value)}
      list=${list}
      keyOf=${(right: AreaRight) => `${right.area} ${right.subject.id}`}
      empty=${parts.value.length === 0 ? words.noAreas : words.none}
      isFiltered=${area.value !== ''}
      filters=${
        named.value.length > 1 &&
        html`<${SelectField} id="areas-area" label=${words.area} value=${area} choices=${[['', words.anyArea], ...named.value]} />`
      }
      buttons=${
        mayGive &&
        parts.value.length > 0 &&
        html`<button
          class="button primary"
          onClick=${() => {
            open.value = 'new';
          }}
        >
          ${words.add}
        </button>`
      }
      actions=${
        mayGive
          ? (right: AreaRight) => html`
              <button
                class="button"
                onClick=${() => {
                  open.value = right;
                }}
              >
                ${words.extend}<span class="spoken"> ${right.subjectName}</span>
              </button>
              <button class="button" onClick=${() => take(right)}>
                ${words.take}<span class="spoken"> ${right.subjectName}</span>
              </button>
            `
          : undefined
      }
    />
    ${
      open.value !== null &&
      html`<${AreaRightDialog}
        of=${open.value}
        parts=${parts.value}
        onGiven=${list.reload}
        onClose=${() => {
          open.value = null;
        }}
      />`
    }`;
}

function useTaking(onChanged: () => void): (right: AreaRight) => Promise<void> {
  const { notices, questions } = useApp();
  const attempt = useAct();
  return async ({ area, areaName, subject, subjectName }) => {
    const { takeTitle, takeLead: sentence, take: action } = words;
    const question = { title: takeTitle(subjectName, areaName), sentence, action, isDanger: true };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      await request(RIGHTS_ROUTES.removeAreaRight, { params: { area, subjectId: subject.id } });
      notices.done(words.taken);
      onChanged();
    });
  };
}

function columnsOf(nameOf: (role: string) => string, nowMs: number): Column<AreaRight>[] {
  return [
    {
      key: 'who',
      title: words.who,
      words: ({ subjectName }) => subjectName,
      sort: 'who',
      isName: true,
    },
    {
      key: 'kind',
      title: words.kind,
      words: ({ subject }) => words.kindShort[subject.kind],
      sort: 'kind',
    },
    { key: 'area', title: words.area, words: ({ areaName }) => areaName, sort: 'area' },
    { key: 'role', title: words.role, words: ({ role }) => nameOf(role), sort: 'role' },
    {
      key: 'until',
      title: words.until,
      words: ({ expiresMs }) =>
        expiresMs === null
          ? words.forGood
          : `${dateTime(expiresMs)} (${words.left(span(expiresMs - nowMs))})`,
      order: ({ expiresMs }) => expiresMs ?? Number.MAX_SAFE_INTEGER,
      sort: 'until',
    },
  ];
}
