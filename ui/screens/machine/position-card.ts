import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { text } from '../../text/en.ts';
import { plain } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { Branch } from '../../websocket/plant-tree.ts';
import { PointRow } from './point-row.ts';
import { PositionDialog } from './position-dialog.ts';

/** One position with its bearing and its points; without a position: what hangs on the machine itself. */
export function PositionCard({
  position,
  pointIds,
  mayEdit,
  onChanged,
}: {
  position: Branch | null;
  pointIds: readonly string[];
  mayEdit: boolean;
  onChanged: () => void;
}) {
  const isEditing = useSignal(false);
  const { state } = useLoad(
    async (signal) =>
      position === null
        ? null
        : request(NODE_ROUTES.node, { params: { nodeId: position.id }, signal }),
    [position?.id, position?.node.revision],
  );
  const detail = state.value.kind === 'ready' ? state.value.value : null;
  const details = detail?.position ?? null;
  return html`<li class="position">
    <div class="position-head">
      <h3>${position?.node.name ?? words.onMachine}</h3>
      ${
        details !== null &&
        html`<span class="muted">
          ${details.bearing === null ? words.noBearing : details.bearing.designation}
          ${details.speedRatio !== 1 && html` · ${words.ratio(plain(details.speedRatio))}`}
        </span>`
      }
      ${
        mayEdit &&
        detail !== null &&
        html`<button
          class="button small quiet"
          aria-label=${`${text.edit}: ${detail.name}`}
          onClick=${() => {
            isEditing.value = true;
          }}
        >
          ${text.edit}
        </button>`
      }
    </div>
    ${pointIds.length === 0 && html`<p class="muted">${words.noPoints}</p>`}
    <ul class="point-rows">
      ${pointIds.map((id) => html`<${PointRow} key=${id} pointId=${id} />`)}
    </ul>
    ${
      isEditing.value &&
      detail !== null &&
      html`<${PositionDialog}
        machineId=${detail.parentId}
        position=${detail}
        onChanged=${onChanged}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }
  </li>`;
}
