import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Permission } from '#schemas/access/permissions';
import { RIGHTS_ROUTES, type RoleInfo, type RoleMatrix } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { roles as words } from '../../../text/roles.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { RightHoldersDialog } from './right-holders-dialog.ts';

const MARKS = { own: '●', inherited: '○', no: '·' } as const;

/** Role by resource by action: all roles beside each other, or on a narrow screen one of them. */
export function RoleMatrixTable({ roles }: { roles: readonly RoleInfo[] }) {
  const { state, reload } = useLoad((signal) => request(RIGHTS_ROUTES.roleMatrix, { signal }), []);
  const asked = useSignal<Permission | null>(null);
  const one = useSignal(roles[0]?.key ?? '');
  return html`<p class="lead">${words.matrixLead}</p>
    ${loadedPart(
      state.value,
      reload,
      (matrix) => html`
        <div class="matrix-choice">
          <${SelectField} id="matrix-role" label=${words.oneRole} value=${one} choices=${matrix.roles.map(({ key, name }) => [key, name])} />
        </div>
        <${Table}
          matrix=${matrix}
          roles=${roles}
          one=${one.value}
          onAsk=${(permission: Permission) => {
            asked.value = permission;
          }}
        />
      `,
    )}
    ${
      asked.value !== null &&
      html`<${RightHoldersDialog}
        permission=${asked.value}
        onClose=${() => {
          asked.value = null;
        }}
      />`
    }`;
}

function Table({
  matrix,
  roles,
  one,
  onAsk,
}: {
  matrix: RoleMatrix;
  roles: readonly RoleInfo[];
  /** The only role that a narrow screen shows. */
  one: string;
  onAsk: (permission: Permission) => void;
}) {
  const byResource = Map.groupBy(matrix.rows, ({ resource }) => resource);
  return html`<div class="matrix-scroll" tabindex="0" role="region" aria-label=${words.matrixLabel}>
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">${words.permission}</th>
          ${matrix.roles.map(({ key, name }) => {
            const role = roles.find((each) => each.key === key);
            return html`<th scope="col" key=${key} data-one=${key === one || undefined} title=${role?.description}>
              ${name}<small>${words.peopleCount(role?.people ?? 0)}</small>
            </th>`;
          })}
        </tr>
      </thead>
      ${[...byResource].map(
        ([resource, rows]) => html`<tbody key=${resource}>
          <tr><th scope="rowgroup" colspan=${matrix.roles.length + 1}>${resource}</th></tr>
          ${rows.map(
            ({ permission, action, sentence, cells }) => html`<tr key=${permission}>
              <th scope="row">
                <button class="ask" title=${words.askWho} onClick=${() => onAsk(permission)}>
                  ${action}<span class="spoken"> ${words.askWho}</span>
                </button>
                <small>${sentence}</small>
              </th>
              ${cells.map(
                (
                  cell,
                  i,
                ) => html`<td key=${matrix.roles[i].key} data-cell=${cell} data-one=${matrix.roles[i].key === one || undefined}>
                  <span aria-hidden="true">${MARKS[cell]}</span><span class="spoken">${words.cells[cell]}</span>
                </td>`,
              )}
            </tr>`,
          )}
        </tbody>`,
      )}
    </table>
  </div>`;
}
