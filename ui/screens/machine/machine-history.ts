import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import type { PlantChange } from '#schemas/plant/plant-change';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { changeWords, usePlantChange } from '../../parts/use-plant-change.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-part-props.ts';

const SHOWN = 10;
/** As many as one question gives. */
const SHOWN_MAX = 100;

/** Who changed what of the machine, each with the way back. */
export function MachineHistory({ node, reload }: MachinePartProps) {
  const limit = useSignal(SHOWN);
  const { state, reload: again } = useLoad(
    (signal) =>
      request(NODE_ROUTES.plantChanges, {
        query: { targetId: node.nodeId, limit: limit.value },
        signal,
      }),
    [node, limit.value],
  );
  const loaded = state.value;
  const changes = loaded.kind === 'ready' ? loaded.value.items : [];
  return html`<section class="card" aria-labelledby="machine-history-title">
    <h2 id="machine-history-title">${words.history}</h2>
    ${
      loaded.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${words.historyFailed} <button class="button small" onClick=${again}>${text.retry}</button>
      </p>`
    }
    ${loaded.kind === 'ready' && changes.length === 0 && html`<p class="muted">${words.historyNone}</p>`}
    <ol class="changes">
      ${changes.map(
        (change) => html`<${ChangeRow}
          key=${change.changeId}
          change=${change}
          mayUndo=${node.mayEdit}
          onUndone=${reload}
        />`,
      )}
    </ol>
    ${
      loaded.kind === 'ready' &&
      loaded.value.nextCursor !== null &&
      limit.value < SHOWN_MAX &&
      html`<button
        class="button"
        onClick=${() => {
          limit.value = SHOWN_MAX;
        }}
      >
        ${words.historyMore}
      </button>`
    }
  </section>`;
}

function ChangeRow({
  change,
  mayUndo,
  onUndone,
}: {
  change: PlantChange;
  mayUndo: boolean;
  onUndone: () => void;
}) {
  const { undo } = usePlantChange(onUndone);
  const said = changeWords(change);
  const { by, atMs, undoneBy, what } = change;
  return html`<li class="change">
    <span>${said}</span>
    ${
      mayUndo &&
      undoneBy === null &&
      what !== 'undone' &&
      html`<button class="button small" aria-label=${words.undoChange(said)} onClick=${() => void undo(change)}>
        ${text.undo}
      </button>`
    }
    <p>
      <time datetime=${new Date(atMs).toISOString()}>${dateTime(atMs)}</time>${by !== null && ` · ${by}`}${undoneBy !== null && ` · ${words.undone}`}
    </p>
  </li>`;
}
